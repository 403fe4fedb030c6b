"""Matching: whose answer is this mail? The first sure sign wins; signs that disagree send it to the holding pen.

In order (tools: Matching): bounces, automatic answers and our own mails first; a token in the address; In-Reply-To and
References; a tag in the subject; a token in the form; then only guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from letters.reading import Format, format_of
from letters.reading.mail import Mail
from post.bounces import failed_addresses, is_standard_report, returned_ids, tells_of_failure
from post.tokens import find_tags, near_misses, token_of_address
from registry.errors import FileRefused

MatchKind = Literal["request", "bounce", "auto_reply", "own", "pen"]
# A sign must follow the words: 自动回复系统建设方案 is a paper, not an automatic answer.
_AUTOMATIC = re.compile(
    r"^\s*[\[(【（]?(?:自动(?:回复|答复|应答)|Auto(?:matic)?[ -]?reply|Out of (?:the )?office)(?:[\s:：,，\])】）-]|$)",
    re.IGNORECASE,
)
# How the words of an automatic answer begin: 这是来自邮箱的假期自动回复邮件。
_AUTOMATIC_WORDS = re.compile(
    rf"{_AUTOMATIC.pattern}|^\s*(?:这是|此(?:邮件|信)|本(?:邮件|信)|系统)[^，。\n]{{0,20}}自动(?:回复|答复|应答)",
    re.IGNORECASE,
)
_BEGINNING = 300  # characters of a body
_MOST_GUESSES = 5


@dataclass(frozen=True, slots=True)
class AskedRequest:
    """A request as matching needs it."""

    id: int
    token: str
    unit: str
    addresses: tuple[str, ...]
    number: str  # the paper's register number
    is_open: bool
    version: int = 1  # of the draft it asked about


@dataclass(frozen=True, slots=True)
class Guess:
    """A request a mail may answer, and why one would think so, in Chinese."""

    request_id: int
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a mail is: an answer to a request, a bounce of one, or nothing that may be decided by itself."""

    kind: MatchKind
    how: str  # in Chinese
    request_id: int | None = None
    guesses: tuple[Guess, ...] = ()


def match(
    mail: Mail,
    asked: Sequence[AskedRequest],
    sent_ids: Mapping[str, int],
    own_addresses: Collection[str],
    *,
    form_tokens: Sequence[str] = (),
) -> Match:
    """Find the request a mail answers. Nothing is decided where signs disagree or only a guess is left.

    Args:
        mail: the mail, decoded.
        asked: every request whose letter left.
        sent_ids: the request of each Message-ID ever sent.
        own_addresses: the office's own mailboxes.
        form_tokens: tokens of forms attached.
    """
    by_id = {request.id: request for request in asked}
    if tells_of_failure(mail):
        return _bounce(mail, by_id, sent_ids)
    signs = [sign for sign in _signs(mail, asked, sent_ids, form_tokens) if sign[1] in by_id]
    if _is_automatic(mail, has_sign=bool(signs)):
        return Match("auto_reply", "自动回复，不作为反馈")
    if mail.from_address.casefold() in {address.casefold() for address in own_addresses}:
        return Match("own", "本单位自己发出的邮件")
    named = [(how, by_id[request_id]) for how, request_id in signs]
    if mail.auto_replied and named and not _carries_paper(mail):
        # Neither swallowed nor taken for the unit's word: a person looks.
        return _pen("来信带有自动回复标记，请人工核对", [(request, how) for how, request in named], mail, asked)
    return _decide(mail, asked, named)


def _is_automatic(mail: Mail, *, has_sign: bool) -> bool:
    """Whether a mail is a machine's answer or notice and nothing else.

    Offices' gateways stamp their staff's mail as bulk or automatic too: a mail with a file or a sign of ours is an
    answer for all its stamps, unless its own words say it is automatic. A stamped automatic answer may show a logo.
    """
    if mail.content_type == "multipart/report":
        return True
    is_worded = bool(_AUTOMATIC.match(mail.subject) or _AUTOMATIC_WORDS.match(mail.text[:_BEGINNING]))
    if mail.attachments and (_carries_paper(mail) or not (is_worded and mail.auto_submitted)):
        return False
    return is_worded or (mail.auto_submitted and not has_sign)


def _carries_paper(mail: Mail) -> bool:
    """Whether any attachment is more than a picture."""
    return any(not _is_picture(part.data) for part in mail.attachments)


def _is_picture(data: bytes) -> bool:
    try:
        return format_of(data) is Format.IMAGE
    except FileRefused:
        return False


def _decide(mail: Mail, asked: Sequence[AskedRequest], signs: Sequence[tuple[str, AskedRequest]]) -> Match:
    """Accept where all signs name one request and its unit's own mailbox wrote; else leave it to a person."""
    named = list({request.id: request for _, request in signs}.values())
    if not named:
        return _pen("来信没有可用的标识", [], mail, asked)
    if len(named) > 1:
        is_one_matter = len({(one.unit, one.number) for one in named}) == 1
        if is_one_matter:
            told = [(one, f"来信带有第{one.version}稿的标识") for one in named]
            return _pen("来信中的标识指向不同稿次的征求意见", told, mail, asked)
        why = f"来信中的标识指向不同单位（共{len({one.unit for one in named})}家）"
        return _pen(why, [(one, "来信带有其标识") for one in named], mail, asked)
    [request] = named
    if not _is_from(mail, request):
        return _pen(f"来信带有{request.unit}的标识，但发件邮箱未登记", [(request, "来信带有其标识")], mail, asked)
    return Match("request", signs[0][0], request.id)


def _signs(
    mail: Mail, asked: Sequence[AskedRequest], sent_ids: Mapping[str, int], form_tokens: Sequence[str]
) -> list[tuple[str, int]]:
    """Give every sure sign with the request it names, the surest first."""
    by_token = {request.token: request.id for request in asked}
    addresses = (*mail.to, *mail.cc, *mail.delivered_to)
    plus = [token for address in addresses if (token := token_of_address(address))]
    tags = [tag.token for tag in find_tags(mail.subject)]
    signs = [("回信地址中的标识", by_token[token]) for token in plus if token in by_token]
    # The newest of our mails in the thread is the one answered; an older round's stands behind it.
    signs += [("回复了我方发出的邮件", sent_ids[one]) for one in _answered(mail) if one in sent_ids][-1:]
    signs += [("主题中的标识", by_token[token]) for token in tags if token in by_token]
    signs += [("反馈表中的标识", by_token[token]) for token in form_tokens if token in by_token]
    return signs


def _answered(mail: Mail) -> list[str]:
    """Give the mails a mail says it answers, the newest last."""
    return [*mail.references, *mail.in_reply_to]


def _is_from(mail: Mail, request: AskedRequest) -> bool:
    """Whether token and registered sender agree. A unit without a registered mailbox cannot answer by mail."""
    known = {address.casefold() for address in request.addresses}
    return mail.from_address.casefold() in known


def _bounce(mail: Mail, by_id: Mapping[int, AskedRequest], sent_ids: Mapping[str, int]) -> Match:
    """Find the mail that came back; where only an address or a thread is told, its requests are guesses.

    A thread proves nothing by itself: a mail that a colleague passed on, and that failed, stands in it too.
    """
    for message_id in returned_ids(mail):
        if message_id in sent_ids and sent_ids[message_id] in by_id:
            request = by_id[sent_ids[message_id]]
            return Match("bounce", f"发给{request.unit}的邮件被退回", request.id)
    answered = [by_id[sent_ids[one]] for one in _answered(mail) if sent_ids.get(one) in by_id]
    if answered and is_standard_report(mail) and not any(returned_ids(mail)):
        return Match("bounce", f"发给{answered[-1].unit}的邮件被退回", answered[-1].id)
    failed = failed_addresses(mail)
    told = [request for request in by_id.values() if failed & {address.casefold() for address in request.addresses}]
    guesses = [Guess(request.id, request.unit, "退信与发给该单位的邮件有关") for request in dict.fromkeys(answered)]
    guesses += [
        Guess(request.id, request.unit, "退信提到该单位的邮箱")
        for request in told
        if request.is_open and request not in answered
    ]
    return Match("pen", "退信，但对不上我方发出的邮件", guesses=tuple(guesses[:_MOST_GUESSES]))


def _pen(why: str, first: Sequence[tuple[AskedRequest, str]], mail: Mail, asked: Sequence[AskedRequest]) -> Match:
    """Rank the requests a person may choose from."""
    ranked: dict[int, Guess] = {}
    for request, reason in (*first, *_guesses(mail, asked)):
        ranked.setdefault(request.id, Guess(request.id, request.unit, reason))
    return Match("pen", why, guesses=tuple(ranked.values())[:_MOST_GUESSES])


def _guesses(mail: Mail, asked: Sequence[AskedRequest]) -> list[tuple[AskedRequest, str]]:
    sender = mail.from_address.casefold()
    near = set(near_misses(mail.subject, [request.token for request in asked]))
    text = f"{mail.subject}\n{mail.from_name}\n{mail.text[:2000]}"
    reasons: list[tuple[Callable[[AskedRequest], bool], str]] = [
        (lambda r: r.is_open and sender in {a.casefold() for a in r.addresses}, "发件邮箱为该单位，且正等待其反馈"),
        (lambda r: r.token in near, "主题中的标识只差一个字符"),
        (lambda r: sender in {a.casefold() for a in r.addresses}, "发件邮箱为该单位"),
        (lambda r: r.is_open and r.unit in text, "来信提到该单位"),
    ]
    return [(request, why) for fits, why in reasons for request in asked if fits(request)]
