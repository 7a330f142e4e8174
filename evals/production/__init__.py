"""What real conversations teach: played again against another version, made cases of, and labelled by people."""
