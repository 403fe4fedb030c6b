"""How to answer a letter: contacts, numbers, mailboxes, address, attachments, channels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from letters.contact_table import contact_cells
from letters.document import Span


def _spaced(words: str) -> str:
    """A label's pattern with any spaces between its characters: 联 系 人."""
    return "|".join(r"[ \t\u3000]*".join(word) for word in words.split("|"))


_CONTACT = _spaced("联系人|经办人|联络人|联系人员|负责人员")
_PHONE = _spaced("联系电话|办公电话|咨询电话|座机|手机|手机号|电话报名|电话咨询|来电|电话|联系方式|联系电话及传真")
_FAX = _spaced("传真电话|传真号码|传真")
_EMAIL = _spaced("电子邮箱|电子信箱|电子邮件|邮箱地址|邮箱|E-mail|Email|email|信箱")
_ADDRESS = _spaced("通信地址|通讯地址|邮寄地址|联系地址|邮政地址|寄送地址|收件地址|单位地址|地址|信函|来信|邮寄")
_CODE = _spaced("邮政编码|邮编")
_ASIDE = r"(?:[（(][^（）()：:\d\n]{1,10}[）)]\s*)?"  # 传真（自动）：, 联系电话（工作日）：
_LABEL = re.compile(
    rf"(?P<both>(?:{_PHONE})\s*[（(/／及、和兼]\s*(?:兼|及|和)?\s*(?:{_FAX})\s*[）)]?|(?:{_FAX})\s*[（(/／、]\s*(?:{_PHONE})\s*[）)]?)\s*[：:]"
    rf"|(?P<person>(?:{_CONTACT})(?:及|和)(?:{_PHONE}))\s*[：:]"
    rf"|(?P<contact>{_CONTACT})\s*{_ASIDE}[：:]|(?P<phone>{_PHONE})\s*(?:{_ASIDE}[：:]|(?=[（(]?\d))|(?P<fax>{_FAX})\s*(?:{_ASIDE}[：:]|[（(]?(?=\d))"
    rf"|(?P<email>{_EMAIL})\s*[：:]|(?P<address>{_ADDRESS})\s*[：:]|(?P<code>{_CODE})\s*[：:]?\s*(?=\d)"
    r"|(?P<other>网\s*址|附\s*件|单位名称|建设单位|评价单位|评价机构|公示单位|报名方式|报名时间|QQ)\s*\d?\s*[：:]",
)
_NUMBER = re.compile(
    r"(?<![\d.])(?:[1１][3-9３-９]\d{9}"
    r"|(?:[（(]\s*[0０]\d{2,3}\s*[）)]\s*|[0０]\d{2,3}\s*[-—－–﹣]+\s*)(?:\d{7,8}|12\d{3}(?!\d))(?:\s*[-—－–转]+\s*\d{1,5})?"
    r"|[0０]\d{2,3}\d{7,8}|\d{4}[-— ]\d{4}(?!\d)"
    r"|\d{7,8}(?:\s*[-—－–转]+\s*\d{1,5})?|[48]00[-—]?\d{3}[-—]?\d{4}|12\d{3})(?!\d)",
)
_A = "A-Za-z0-9Ａ-Ｚａ-ｚ０-９"
_DOT = r"[.．。](?=[A-Za-zＡ-Ｚａ-ｚ0-9])"
_MAILBOX = re.compile(
    rf"(?<![{_A}])[{_A}][{_A}._%+\-．＿－]{{0,63}}[ \t]?[@＠]"
    rf"[ \t]?[{_A}\-－]{{1,63}}(?:{_DOT}[{_A}\-－]{{1,63}}){{1,5}}"
)
_SURNAMED = re.compile(r"[\u4e00-\u9fff·]{2,4}$")
_OFFICE_ONLY = re.compile(r"(?:司|处|科|局|厅|委|部|室|办|院|中心|公司|股|队|站)$")
_OFFICE = re.compile(r"^.*(?:司|处|科|局|厅|委|部|室|办|院|中心|公司|所|组)(?=[\u4e00-\u9fff]{2,3}$)")
_POSTED = re.compile(
    r"(?:(?:邮寄|寄送|邮递|送|递交|送交|送达|提交|报送|寄|邮)(?:至|到|往)|(?:请|函|信)邮?寄(?:至|到|往)?)\s*[：:]?\s*(?P<address>[^。；\n]{6,100})"
)
# 寄送市水利局法规科（民主路1号，邮编：661002）: the place stands in brackets behind who receives.
_POSTED_TO = re.compile(
    r"(?:寄|(?:送|交|报)(?=[^。；\n（(]{4,42}[（(][^（）()]{0,30}[路街道巷][^（）()]{0,6}\d+号))(?:送|交|至|到|往|给)?"
    r"[^。；\n（）()]{4,40}[（(](?P<address>[^。；\n（）()]{6,80})[）)]"
)
_PLACE = re.compile(r"[省市县区旗州镇乡路街道号楼室村]")
_ADDRESS_END = re.compile(
    r"，?[（(]?(?:并请|请在|联系|邮寄时|并在|同时|并将|电子版|电子文本|或者?(?:发送?|通过|以|将|传真|电子)|联系人|电\s*话|传\s*真|收件人|邮箱|信封)|。|\n|；(?!邮)|\s[一二三四五六七八九十]{1,2}、|\s（[一二三四五六七八九十]）|\s\d[.．、](?!\d)"
)
_ALSO_FAX = re.compile(r"[（(]\s*(?:兼|同)\s*传真\s*[）)]")
_ONLY_FAX = re.compile(r"\s*[（(]\s*传真\s*[）)]")
_ATTACHED = re.compile(r"(?:^|(?<=[\n\s。日）)]))附\s*件?\s*(?:下载)?\s*(?P<n>\d{0,2})\s*[：:]", re.MULTILINE)
_LISTED = re.compile(
    r"(?:^|\n|(?<=[\s；;])|(?<=pdf)|(?<=docx)|(?<=doc)|(?<=wps))[ \t\u3000]*\d{1,2}\s*[.．、](?!\d)\s*"
)
# What a site adds to a file's name: its size, how to fetch it.
_FETCHED = re.compile(
    r"\s*(?:[（(\[]\s*[\d.]+\s*[KMG]i?B?\s*[）)\]]|[（(]?(?:点击|附件)?(?:下载|查看)[）)]?)\s*$", re.IGNORECASE
)
_ATTACHMENT_END = re.compile(r"[；;。，,、\s]+$")
_AFTER_LIST = re.compile(
    r"^\s*(?:[（(]?(?:此件|联系|抄送|信息公开)|[^《》\n]{2,30}(?:局|厅|委|部|办公室|政府|公司|委员会|院|所|中心)\s*$|\d{4}\s*年)",
)
_ANOTHER = re.compile(r"[；;，,、]\s*(?=[\u4e00-\u9fff]{2,4}[\s，,：:]{0,3}[（(]?\d)")
_ANOTHER_LINE = re.compile(r"\n[ \t\u3000]+[^：:。；\n]{8,80}(?=\n|$)")
_FILE = re.compile(
    r"(?:^|(?<=[\s。；;：:]))(?P<name>[^\s。；;：:/\\]{2,120}\.(?:docx?|wps|wpt|pdf|ofd|xlsx?|et|pptx?|txt|rtf|zip|rar|7z|jpe?g|png|tif))(?![A-Za-z0-9/])",
    re.IGNORECASE,
)
_NOTE = re.compile("传真|电话|手机|转|内线|工作|上班|号|微信|总机|值班|白天|夜间|兼")
# 熊　伟: a name of two characters is set as wide as one of three.
_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff][ \u3000]{1,3}[\u4e00-\u9fff](?![\u4e00-\u9fff])"
    r"|[\u4e00-\u9fff·]+(?:[（(][^（）()]*[）)])?"
)
_NAME_LIMIT = 12  # characters of a contact's name with a title


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with where it stands."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Particulars:
    """All a letter says of how to reach its writer."""

    contacts: tuple[Fact, ...]
    phones: tuple[Fact, ...]
    faxes: tuple[Fact, ...]
    emails: tuple[Fact, ...]
    address: Fact | None


def particulars_of(text: str) -> Particulars:
    """Read every labelled field of a letter's text; fields glued to each other are cut at the next label."""
    read = _Read([], [], [])
    address: Fact | None = None
    for kind, start, end in _fields(text):
        own = _next_person(text, start, end) if kind in {"fax", "both"} else end
        numbers = _numbers(text, start, own)
        read.take(text, kind, (start, own), numbers)
        if own < end:  # 传真：…；李丽，138…: another person's number, not a fax
            read.take(text, "phone", (own, end), _numbers(text, own, end))
        if kind == "address" or (kind == "phone" and not numbers):
            address = _better(address, _address(text, start, end))
    if address is None:
        address = _posted(text)
    for kind, span in contact_cells(text):
        read.take(text, kind, span, _numbers(text, *span))
    emails = [Fact(_half_width(match[0]), match.span()) for match in _MAILBOX.finditer(text)]
    return Particulars(
        _distinct(read.contacts), _distinct(read.phones), _distinct(read.faxes), _distinct(emails), address
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """What has been read of the fields so far."""

    contacts: list[Fact]
    phones: list[Fact]
    faxes: list[Fact]

    def take(self, text: str, kind: str, span: Span, numbers: list[Fact]) -> None:
        """Take in one field: its names, and its numbers as the label and the notes behind them say."""
        if kind in {"contact", "person"}:
            self.contacts.extend(_names(text, *span))
        if kind == "phone":
            self.contacts.extend(_names_before_numbers(text, *span, numbers))
        if kind in {"phone", "contact", "person"}:
            noted = [number for number in numbers if _ONLY_FAX.match(text, number.span[1])]
            also = [number for number in numbers if _ALSO_FAX.match(text, number.span[1])]
            self.faxes.extend(noted + also)
            # The only number of a field is for calls too, whatever note stands behind it.
            numbers = [number for number in numbers if number not in noted] or numbers
        if kind in {"fax", "both"}:
            self.faxes.extend(numbers)
        if kind in {"phone", "both", "contact", "person"}:
            self.phones.extend(numbers)


def attachments_of(text: str) -> tuple[Fact, ...]:
    """Titles of the attachments a letter lists, numbers and closing marks removed.

    A page of a site lists none; it names the files that can be fetched.
    """
    found: list[Fact] = []
    for head in _ATTACHED.finditer(text):
        start, end = head.end(), _list_end(text, head.end())
        if not text[start:end].strip() or _ATTACHED.match(text[start:end].lstrip()):
            continue
        if head["n"]:
            end = min(end, next((m.start() for m in _ATTACHED.finditer(text, start)), end))
        found.extend(_listed(text, start, end))
    return _distinct(found or [Fact(match["name"], match.span("name")) for match in _FILE.finditer(text)])


def channels_of(text: str, found: Particulars) -> tuple[str, ...]:
    """Ways of answering that the letter opens: email fax oa paper web phone confidential_mail."""
    named = _named_ways(text)
    open_ways = {
        "email": bool(found.emails) or _says(text, r"指定邮箱|电子邮件方式|发送至.{0,12}邮箱"),
        # A letter that names its ways opens no other: a fax number may be there for questions only.
        "fax": bool(found.faxes) and (not named or "fax" in named or _says(text, r"(?:以|通过|或|、)传真")),
        "oa": _says(text, r"OA|政务内网|办公系统|协同办公|公文交换|电子公文|公文系统|政务外网"),
        # Post needs a place to go to; a paper between offices finds its way by the exchange.
        "paper": "paper" in named
        or found.address is not None
        or _says(text, r"纸质|以书面(?:形式|方式)|以(?:正式)?(?:文件|公函)"),
        "web": _says(
            text,
            r"(?:登录|登陆|进入)[^。；\n]{0,120}(?:提出|反馈|提交)[^。；\n]{0,12}意见|通过网络|填写.{0,4}问卷|征集调查|在线提交",
        ),
        "phone": _says(
            text, r"(?:通过|以|可)[^。；\n]{0,24}电话[^。；\n]{0,24}(?:方式|反馈|提出)|通过以上方式联系|来电\s*[：:]"
        ),
        "confidential_mail": _says(text, r"机要(?:交换|通信|渠道|件|文件)?"),
    }
    if not any(open_ways.values()) and _says(text, r"书面.{0,14}(?:反馈|报送|回复|提出|意见)|以正式(?:文件|公函)"):
        return ("paper",)
    return tuple(way for way, is_open in open_ways.items() if is_open)


_WAYS = {
    "email": re.compile("电子邮件|电子邮箱|邮箱|E-?mail", re.IGNORECASE),
    "fax": re.compile("传真"),
    "post": re.compile("信函|来信|信件|邮寄"),
    "paper": re.compile("书面|纸质|来函"),
    "phone": re.compile("电话"),
    "web": re.compile("网站|网络|在线|平台|网上"),
}
_NAMED_WAYS = re.compile(
    r"(?:通过|以|用|采取|采用)(?P<ways>[^。；\n]{2,60}?)(?:等)?(?:的)?(?:多种)?(?:方式|形式|途径|渠道)"
)


def _named_ways(text: str) -> set[str]:
    """Ways a letter names together: 通过电话、电子邮件、信函等方式. One alone may be a way among others."""
    for match in _NAMED_WAYS.finditer(text):
        ways = {way for way, pattern in _WAYS.items() if pattern.search(match["ways"])}
        if len(ways) > 1:
            return ways
    return set()


def _numbers(text: str, start: int, end: int) -> list[Fact]:
    return [Fact(match[0], match.span()) for match in _NUMBER.finditer(text, start, end)]


def _next_person(text: str, start: int, end: int) -> int:
    """Where another person's particulars begin within a field, else the field's end."""
    match = _ANOTHER.search(text, start, end)
    return match.start() if match else end


def _half_width(address: str) -> str:
    """Give an address as a mail program wants it: ＠ and full-width letters folded, stray spaces dropped."""
    return "".join(unicodedata.normalize("NFKC", address.replace("。", ".")).split())


def _says(text: str, pattern: str) -> bool:
    return re.search(pattern, text) is not None


def _fields(text: str) -> Iterator[tuple[str, int, int]]:
    """Each label's kind with the span of its value: to the next label, the line's end or the sentence's."""
    labels = list(_LABEL.finditer(text))
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(text)
        kind = label.lastgroup or "other"
        if kind in {"address", "phone"}:
            follower = index + 1
            # A post code set off by a mark belongs to the address.
            if follower < len(labels) and labels[follower].lastgroup == "code" and text[end - 1] in "，,；（(":
                end = labels[follower + 1].start() if follower + 1 < len(labels) else len(text)
        stop = re.search(r"\n|。", text[label.end() : end])
        last = label.end() + stop.start() if stop else end
        yield kind, label.end(), _with_more_persons(text, last, end) if kind in {"contact", "person"} else last


def _with_more_persons(text: str, last: int, end: int) -> int:
    """Where a field of contacts ends that goes on below: indented lines of office, name and number, no label."""
    while (more := _ANOTHER_LINE.match(text, last, end)) and _NUMBER.search(more[0]):
        last = more.end()
    return last


def _names(text: str, start: int, end: int) -> list[Fact]:
    found: list[Fact] = []
    for match in _NAME.finditer(text[start:end]):
        whole = re.sub(r"[（(].*$", "", match[0])
        name = "".join(_OFFICE.sub("", whole).split())
        if (
            _SURNAMED.fullmatch(name)
            and not _OFFICE_ONLY.search(name)
            and len(name) <= _NAME_LIMIT
            and not re.search("电话|传真|邮箱|地址|手机|联系|微信|内线|总机|分机|同号", name)
        ):
            last = start + match.start() + len(whole)
            found.append(Fact(name, (last - len(name) if name in whole else start + match.start(), last)))
        elif not re.search("司|处|科|局|厅|委|部|室|院|公司|中心", whole):
            break
    return found


def _names_before_numbers(text: str, start: int, end: int, numbers: list[Fact]) -> list[Fact]:
    """Names set before or after their number in one field: 联系电话：张三 0470-1234567; 0470-1234567（李四）."""
    if not numbers:
        return []
    found: list[Fact] = []
    for number in numbers:
        before = re.search(r"(?P<name>[\u4e00-\u9fff]{2,4})[\s，,：:]*$", text[start : number.span[0]])
        after = re.match(r"[（(](?P<name>[\u4e00-\u9fff]{2,4})[）)]", text[number.span[1] : end])
        for match, base in ((before, start), (after, number.span[1])):
            if match and not _NOTE.search(match["name"]):
                found.append(Fact(match["name"], (base + match.start("name"), base + match.end("name"))))
    return found


def _address(text: str, start: int, end: int) -> Fact | None:
    stop = _ADDRESS_END.search(text, start, end)
    last = stop.start() if stop else end
    # An opening bracket before the label closes after the value.
    value = text[start:last]
    while value.count("）") > value.count("（"):
        value = value[: value.rfind("）")]
    value = re.sub(r"[（(]\s*$", "", value).strip().rstrip("，,；; ")
    if len(value) < 6 or not _PLACE.search(value):  # noqa: PLR2004 - no address is so short
        return None
    first = text.index(value, start)
    return Fact(value, (first, first + len(value)))


def _better(known: Fact | None, found: Fact | None) -> Fact | None:
    """The first address with a house number, else the first of all."""
    if known is None or (found and not re.search(r"\d", known.value) and re.search(r"\d", found.value)):
        return found
    return known


def _posted(text: str) -> Fact | None:
    """Give the first place to post or hand things to: with a number, a room or a house, as an office is no address."""
    for match in (*_POSTED_TO.finditer(text), *_POSTED.finditer(text)):
        found = _address(text, match.start("address"), match.end("address"))
        if found is not None and re.search(r"[0-9０-９]|号|室|楼|大厦", found.value):
            return found
    return None


def _list_end(text: str, start: int) -> int:
    """Where a list of attachments ends: at a signature, a note in brackets, a date, another paragraph."""
    place = start
    is_first = True
    while place < len(text):
        stop = text.find("\n", place)
        stop = len(text) if stop < 0 else stop
        line = text[place:stop]
        opened = text[start:place].count("《") > text[start:place].count("》")
        if not is_first and not opened and line.strip():
            numbered = re.match(r"\s*\d{1,2}\s*[.．、]", line)
            if _AFTER_LIST.match(line) or (not numbered and text[start:place].strip()):
                return place
        if line.strip():
            is_first = False
        place = stop + 1
    return len(text)


def _listed(text: str, start: int, end: int) -> list[Fact]:
    body = text[start:end]
    numbers = list(_LISTED.finditer(body))
    if body[: numbers[0].start()].strip() if numbers else True:
        numbers = []
    cuts = [(m.end(), numbers[i + 1].start() if i + 1 < len(numbers) else len(body)) for i, m in enumerate(numbers)]
    found: list[Fact] = []
    for first, last in cuts or [(0, len(body))]:
        words = re.split(r"\s{2,}|\s+(?=\d{4}年)", body[first:last].replace("\n", "").strip())[0]
        title = _FETCHED.sub("", _FETCHED.sub("", _ATTACHMENT_END.sub("", words)))
        title = re.sub(r"\s+\S{2,30}(?:局|厅|委|部|政府|委员会)(?:\s+\d{4}年.*)?$", "", title)
        if 2 <= len(title) <= 160:  # noqa: PLR2004 - longer is no title
            found.append(Fact(title, (start + first, start + last)))
    return found


def _distinct(facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple({fact.value: fact for fact in reversed(facts)}.values())[::-1]
