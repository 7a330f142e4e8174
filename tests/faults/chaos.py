"""Chaos: a real server is killed again and again while customers text, and an oracle looks at what is left (D1).

Run by hand: ``python -m tests.faults.chaos --kills 100 --engine both --seed 1``. Exits with 1 if anything is wrong.
With ``--processes 2`` the web and the worker are processes of their own, either of which is killed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from agent.config import AgentSettings
from api.config import ApiSettings
from api.demo import first_brand
from api.main import opened, system_clock
from api.processes import Role
from api.reconcile import INBOUND_SECONDS
from api.store import demo
from tests.encoder import DATA_DIR, shared_encoder
from tests.faults.aftermath import Aftermath, aftermath, at_rest
from tests.faults.crowd import Person, crowd, crowded
from tests.faults.mortal import Mortal
from tests.faults.rough_carrier import RoughTwilio
from tests.founding.stage import free_port
from tests.postgres import server

AT_ONCE = 8
MEAN_LIFE_SECONDS = 0.3
MOST_TEXTS_A_LIFE = 6
LONGEST_LIFE_SECONDS = 4.0
PATIENCE_SECONDS = 90.0
KILLS_A_ROUND = 200
PEOPLE_A_KILL = 12


@dataclass
class Figures:
    """What a run comes to. ``duplicates`` and ``lost`` are claims of the oracle, each in words."""

    kills: int = 0
    texts: int = 0
    posted: Counter[int] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)
    total: Aftermath = field(default_factory=Aftermath)

    def lines(self) -> list[str]:
        bound = f"{3 / self.kills:.4f}" if self.kills and not self.total.faults else "-"
        return [
            f"kills {self.kills} {dict(self.deaths)}, texts {self.texts}, "
            f"webhook answers {dict(sorted(self.posted.items()))}",
            f"lost {len(self.total.lost)}, duplicate replies {len(self.total.replies_twice)}, "
            f"duplicate effects {len(self.total.effects_twice)}, other {len(self.total.other)}",
            f"replies {self.total.replies}, effects {self.total.effects}, with a person {dict(self.total.handed_over)}",
            f"95 % bound on the share of kills that break something: {bound}",
            *self.total.faults[:20],
        ]


@dataclass
class Round:
    """One shop, one carrier, a server of one process or of two, one of which is killed each time."""

    kills: int
    dice: random.Random
    folder: Path
    url: str
    roles: tuple[Role, ...] = ("all",)
    hurried: bool = False

    async def run(self, figures: Figures) -> None:
        people = crowd(self.kills * PEOPLE_A_KILL)
        port = free_port()
        twilio = RoughTwilio(self.dice, system_clock, f"http://127.0.0.1:{port}")
        async with twilio.serving():
            settings = settings_of(self.folder, self.url, port, twilio.address)
            mortals = [Mortal(*settings, self.folder / "server.log", role) for role in self.roles]
            await self._open_shop(settings[0], people)
            texting = asyncio.create_task(_texting(twilio, people))
            await asyncio.gather(*(mortal.start() for mortal in mortals))
            for _ in range(self.kills):
                await self._live_and_die(self.dice.choice(mortals), twilio)
            await asyncio.gather(*(mortal.listening() for mortal in mortals))
            texting.cancel()
            await asyncio.gather(texting, return_exceptions=True)
            if self.hurried:
                await mortals[-1].kill()
                await mortals[-1].start()
            rested = await at_rest(settings[0].store_url, twilio.account, self._patience_seconds)
            await twilio.reported()
            await asyncio.gather(*(mortal.stop() for mortal in mortals))
        found = await aftermath(settings[0].store_url, twilio, people)
        found.other += [] if rested else ["it did not come to rest"]
        figures.kills += sum(mortal.deaths for mortal in mortals)
        figures.deaths.update({mortal.role: mortal.deaths for mortal in mortals})
        figures.texts += len(twilio.account.received)
        figures.posted.update(twilio.answers)
        figures.total.add(found)

    @property
    def _patience_seconds(self) -> float:
        """A worker that was not restarted asks for what a dead web missed only when it is time again."""
        return PATIENCE_SECONDS + (INBOUND_SECONDS if len(self.roles) > 1 and not self.hurried else 0.0)

    async def _live_and_die(self, mortal: Mortal, twilio: RoughTwilio) -> None:
        """Most are killed while they serve, some while they start; then the next one is started.

        A life is counted in texts taken in, or taken by the carrier, so that a slow machine kills as much at work as a
        fast one.
        """
        if self.dice.random() < 0.1:
            await asyncio.sleep(self.dice.uniform(0, 0.8))
        else:
            await mortal.listening()
            enough = twilio.done_by(mortal.role) + self.dice.randrange(MOST_TEXTS_A_LIFE)
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_LIFE_SECONDS):
                    while twilio.done_by(mortal.role) < enough:  # noqa: ASYNC110 - counted by the carrier as it goes
                        await asyncio.sleep(0.02)
            await asyncio.sleep(self.dice.expovariate(1 / MEAN_LIFE_SECONDS))
        await mortal.kill()
        await mortal.start()

    async def _open_shop(self, settings: ApiSettings, people: tuple[Person, ...]) -> None:
        database = await opened(settings)
        brand = await first_brand(database, settings.twilio_from_number, True)
        now = system_clock()
        async with database.writing() as session:
            await demo.reset(session, brand.id, crowded(people, now))
        await database.close()


def settings_of(folder: Path, url: str, port: int, twilio_url: str) -> tuple[ApiSettings, AgentSettings]:
    """Of a server on a folder and a database, with the encoder of all tests and a carrier on this machine."""
    shared_encoder()
    for name in ("encoder", "embedded"):
        (DATA_DIR / name).mkdir(exist_ok=True)
        with suppress(FileExistsError):
            (folder / name).symlink_to(DATA_DIR / name)
    api = {
        "PARLEY_DATA_DIR": folder,
        "PARLEY_DATABASE_URL": url,
        "PARLEY_PORT": port,
        "PARLEY_CARRIER": "twilio",
        "TWILIO_ACCOUNT_SID": "AC" + "5" * 32,
        "TWILIO_AUTH_TOKEN": "the-twilio-token",
        "TWILIO_FROM_NUMBER": "+14155550100",
        "TWILIO_API_URL": twilio_url,
        "PARLEY_BURST_WAIT_S": 0.1,
        "lease_seconds": 2.0,
        "sending_seconds": 3.0,
        "unknown_grace_seconds": 2.0,
    }
    agent = {"PARLEY_DATA_DIR": folder, "PARLEY_MODEL": "embedded"}
    return ApiSettings(_env_file=None, **api), AgentSettings(_env_file=None, **agent)  # type: ignore[arg-type]


async def _texting(twilio: RoughTwilio, people: tuple[Person, ...]) -> None:
    """Some customers at a time, each with patience for each answer; whoever is left when the killing ends is left."""
    waiting = iter(people)

    async def customer_after_customer() -> None:
        for person in waiting:
            await _converse(twilio, person)

    await asyncio.gather(*(customer_after_customer() for _ in range(AT_ONCE)))


async def _converse(twilio: RoughTwilio, person: Person) -> None:
    if person.plan.at_once:
        await asyncio.gather(*(twilio.bring(person.phone, body) for body in person.plan.bodies))
        return
    for body in person.plan.bodies:
        before = twilio.seen(person.phone)
        await twilio.bring(person.phone, body)
        with suppress(TimeoutError):
            async with asyncio.timeout(2 if body == "STOP" else PATIENCE_SECONDS):
                while twilio.seen(person.phone) == before:  # noqa: ASYNC110 - a phone is looked at now and then
                    await asyncio.sleep(0.02)


async def chaos(kills: int, engine: str, seed: int, processes: int = 1, hurried: bool = False) -> Figures:
    """Kill a server so often, on SQLite or PostgreSQL, with everything else decided by the seed.

    ``hurried``: in the end the worker dies once more, so that its start lists what the web missed, and not the next
    five minutes.
    """
    roles: tuple[Role, ...] = ("all",) if processes == 1 else ("web", "worker")
    figures, dice = Figures(), random.Random(seed)
    while figures.kills < kills:
        folder = Path(tempfile.mkdtemp(prefix="parley-chaos-"))
        url = await server().database(folder) if engine == "postgres" else ""
        await Round(min(KILLS_A_ROUND, kills - figures.kills), dice, folder, url, roles, hurried).run(figures)
        if figures.total.faults:
            figures.total.other.append(f"the store and the log are kept in {folder}")
            return figures
        shutil.rmtree(folder)
    return figures


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Kill a server again and again, and count what is lost or doubled.")
    parser.add_argument("--kills", type=int, default=200, help="of each engine")
    parser.add_argument("--engine", choices=("sqlite", "postgres", "both"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, choices=(1, 2), default=1)
    asked = parser.parse_args()
    if asked.engine == "both":
        sys.exit(asyncio.run(_side_by_side(asked)))
    figures = asyncio.run(chaos(asked.kills, asked.engine, asked.seed, asked.processes))
    title = f"engine {asked.engine}, seed {asked.seed}, processes {asked.processes}"
    sys.stdout.write("\n".join([title, *figures.lines(), ""]))
    sys.exit(bool(figures.total.faults))


async def _side_by_side(asked: argparse.Namespace) -> int:
    """Each engine in a process of its own: migrations are one at a time in a process. 1 if anything is wrong."""
    command = ("-m", "tests.faults.chaos", f"--kills={asked.kills}", f"--seed={asked.seed}")
    ran = [
        await asyncio.create_subprocess_exec(
            sys.executable, *command, f"--processes={asked.processes}", f"--engine={engine}"
        )
        for engine in ("sqlite", "postgres")
    ]
    return int(any(await asyncio.gather(*(one.wait() for one in ran))))


if __name__ == "__main__":
    main()
