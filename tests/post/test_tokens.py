"""Tokens: unguessable, and only the whole token is one."""

from post.tokens import ALPHABET, Tag, find_tags, near_misses, new_token, subject_tag, token_of_address

TOKEN = "K7Q2-M9XP-T4WD"


def test_a_token_has_twelve_signs_that_look_like_no_others() -> None:
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(set(token.replace("-", "")) <= set(ALPHABET) and len(token) == 14 for token in tokens)
    assert not set("ILO01") & set(ALPHABET)


def test_the_tag_of_a_subject_is_found_again() -> None:
    assert find_tags(f"回复：{subject_tag('2026-0001', TOKEN)} 征求意见") == [Tag("2026-0001", TOKEN)]


def test_full_width_signs_lower_case_and_long_dashes_are_the_same_tag() -> None:
    for said in ("［ＹＪ－２０２６－０００１－Ｋ７Ｑ２－Ｍ９ＸＰ－Ｔ４ＷＤ］", "【yj-2026-0001-k7q2-m9xp-t4wd】",
                 "[YJ–2026–0001–K7Q2–M9XP–T4WD]"):  # fmt: skip
        assert find_tags(said) == [Tag("2026-0001", TOKEN)]


def test_a_number_in_the_offices_own_form_stands_in_a_tag() -> None:
    assert find_tags(subject_tag("柳收〔2026〕12号", TOKEN)) == [Tag("柳收〔2026〕12号", TOKEN)]


def test_a_subject_without_a_whole_tag_has_none() -> None:
    for said in ("", "[YJ-2026-0001]", f"YJ-2026-0001-{TOKEN}", "[YJ-2026-0001-K7Q2-M9XP-T4W]"):
        assert find_tags(said) == []


def test_the_token_of_an_answers_address_is_found_whatever_its_case() -> None:
    assert token_of_address("office+k7q2-m9xp-t4wd@liuxi.example") == TOKEN
    assert token_of_address("office@liuxi.example") is None
    assert token_of_address("office+news@liuxi.example") is None


def test_one_wrong_sign_is_a_hint_and_two_are_nothing() -> None:
    known = [TOKEN, "AAAA-BBBB-CCCC"]
    assert near_misses("[YJ-2026-0001-K7Q2-M9XP-T4WE]", known) == [TOKEN]
    assert near_misses("[YJ-2026-0001-K7Q2-M9XP-T4EE]", known) == []
    assert near_misses(f"[YJ-2026-0001-{TOKEN}]", known) == []


def test_a_subject_full_of_tokens_costs_no_time() -> None:
    assert near_misses("ABCD-EFGH-JKMN " * 10_000, [new_token() for _ in range(2000)]) == []
    assert find_tags("[YJ-" * 100_000 + " " * 100_000) == []
