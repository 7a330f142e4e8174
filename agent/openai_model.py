"""The model over chat completions with tools, at OpenAI or any server of the same tongue; the only door to openai."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

import aiohttp
import httpx2
import openai

from agent.errors import ModelConfused, ModelError, ModelRejected
from agent.fault import FaultKind, ProviderFault, fault_of
from agent.model import ModelRequest, Move
from agent.preflight import HELLO, Preflight, advice
from agent.retry import Pace, retried
from agent.wire import BadCalls, load, parse, request_body

OPENAI_URL: Final = "https://api.openai.com/v1"
PATH: Final = "/chat/completions"
# Uncompressed answers keep the bound on their size honest: a small body cannot unfold into a huge one.
HEADERS: Final = {"Content-Type": "application/json", "Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Limits:
    """How long and how large one request may be (F4); the whole call is bounded by the request's deadline."""

    connect_seconds: float = 3.0
    first_byte_seconds: float = 15.0
    idle_seconds: float = 10.0
    answer_bytes: int = 2_000_000


class OpenAIModel:
    """`agent.model.Model` over one client for the life of the process; build it once, `aclose` it at the end.

    ``base_url`` is OpenAI's when empty. Building raises ModelRejected where it is no address, or the key no key.
    ``strict`` asks for strict schemas; a server that does not take them is asked once more without, and never with
    them again.
    """

    def __init__(
        self,
        *,
        model: str,
        api_key: str,
        base_url: str = "",
        strict: bool = True,
        limits: Limits | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.name = model
        self.base_url = base_url or OPENAI_URL
        self.strict = strict
        self._limits = limits or Limits()
        self._pace = pace or Pace()
        self._api_key = api_key.strip()
        self._client = _client(self._api_key, self.base_url, self._limits)

    async def move(self, request: ModelRequest) -> Move:
        """One answer, at most one of them repaired; retries and repair share ``deadline_seconds``."""
        ends = self._pace.monotonic() + request.deadline_seconds
        first = await self._answer(request, ends, None)
        if isinstance(first, Move):
            return first
        second = await self._answer(request, ends, first)
        if isinstance(second, Move):
            return second.model_copy(update={"usage": first.usage + second.usage})
        raise ModelConfused(f"arguments of {len(second.bad)} calls are not JSON objects, twice")

    async def preflight(self) -> Preflight:
        """Ask for one word and say in plain words what is wrong, if anything is; never retries, never raises."""
        try:
            async with asyncio.timeout(self._limits.connect_seconds + self._limits.first_byte_seconds):
                self._read(await self._posted(HELLO, None))
        except ProviderFault as fault:
            return advice(fault, self.base_url, self.name)
        except TimeoutError:
            return advice(ProviderFault(FaultKind.TIMED_OUT), self.base_url, self.name)
        except ModelError as error:
            return Preflight(False, f"The model {self.name} answers, but not usably: {error}.")
        return Preflight(True, f"The model {self.name} answers at {self.base_url}.")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _answer(self, request: ModelRequest, ends: float, repair: BadCalls | None) -> Move | BadCalls:
        async def attempt() -> Move | BadCalls:
            return self._read(await self._posted(request, repair))

        return await retried(attempt, ends - self._pace.monotonic(), self._pace)

    def _read(self, content: bytes) -> Move | BadCalls:
        return parse(load(content, self._api_key), self.name)

    async def _posted(self, request: ModelRequest, repair: BadCalls | None) -> bytes:
        """Post once; a server that objects to strict schemas is asked again without them."""
        asked_strict = self.strict
        try:
            return await self._post(request_body(self.name, request, strict=asked_strict, repair=repair))
        except ProviderFault as fault:
            if fault.kind is not FaultKind.STRICT or not asked_strict:
                raise
        answer = await self._post(request_body(self.name, request, strict=False, repair=repair))
        self.strict = False
        return answer

    async def _post(self, body: bytes) -> bytes:
        options: openai.RequestOptions = {"headers": HEADERS, "follow_redirects": False}
        try:
            return await self._client.post(PATH, cast_to=bytes, content=body, options=options)
        except openai.APIStatusError as error:
            raise fault_of(error.status_code, error.body, error.response.headers, self._api_key) from None
        except openai.APITimeoutError as error:
            raise _unanswered(error) from None
        except (openai.APIConnectionError, aiohttp.ClientError, httpx2.HTTPError) as error:
            raise ProviderFault(FaultKind.UNREACHABLE, type(error.__cause__ or error).__name__) from None


def _client(api_key: str, base_url: str, limits: Limits) -> openai.AsyncOpenAI:
    if not (api_key.isascii() and api_key.isprintable()):
        raise ModelRejected("OPENAI_API_KEY holds characters that no key has")
    timeout = openai.Timeout(limits.first_byte_seconds, connect=limits.connect_seconds)

    async def bound(response: httpx2.Response) -> None:
        response.stream = _Bounded(response, limits)

    try:
        url = httpx2.URL(base_url)
    except httpx2.InvalidURL as error:
        raise ModelRejected(f"OPENAI_BASE_URL is no address: {error}") from error
    # A server on the own machine needs no key, and the header must hold something.
    return openai.AsyncOpenAI(
        api_key=api_key or "none",
        base_url=url,
        timeout=timeout,
        max_retries=0,
        http_client=openai.DefaultAioHttpClient(timeout=timeout, event_hooks={"response": [bound]}),
    )


class _Bounded(httpx2.AsyncByteStream):
    """The body of an answer, given up when it grows too large, stalls, or is compressed though we asked otherwise."""

    def __init__(self, response: httpx2.Response, limits: Limits) -> None:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise ProviderFault(FaultKind.UNREADABLE, "compressed, against our request", status=response.status_code)
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        self._stream = response.stream
        self._limits = limits

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        chunks = aiter(self._stream)
        while chunk := await self._next(chunks):
            size += len(chunk)
            if size > self._limits.answer_bytes:
                raise ProviderFault(FaultKind.UNREADABLE, f"more than {self._limits.answer_bytes} bytes")
            yield chunk

    async def _next(self, chunks: AsyncIterator[bytes]) -> bytes:
        """The next chunk; empty at the end."""
        try:
            async with asyncio.timeout(self._limits.idle_seconds):
                return await anext(chunks, b"")
        except TimeoutError as error:
            raise ProviderFault(FaultKind.TIMED_OUT, "stalled in the middle") from error

    async def aclose(self) -> None:
        await self._stream.aclose()


def _unanswered(error: openai.APITimeoutError) -> ProviderFault:
    """The aiohttp transport reports refused and lost connections as timeouts; its own error tells them apart."""
    cause = error.__cause__.__cause__ if error.__cause__ else None
    lost = isinstance(cause, aiohttp.ClientConnectionError) and not isinstance(cause, aiohttp.ServerTimeoutError)
    name = type(cause or error.__cause__ or error).__name__
    return ProviderFault(FaultKind.UNREACHABLE if lost else FaultKind.TIMED_OUT, name)
