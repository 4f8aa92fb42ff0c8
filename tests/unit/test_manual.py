"""The manual's pages: whatever they link to, show or name is there, and both languages say as much.

LEUKDESK_WRITE_KEYS=1 writes the table of keys anew into the pages, after an action or a translation was changed.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

import pytest

import leukdesk
from leukdesk.gui.help.manual import FIRST, Manual, folded
from leukdesk.gui.help.where import PAGES
from leukdesk.gui.menus.actions import ACTIONS, MenuId
from leukdesk.language import ENGLISH, Language, read_language
from leukdesk.paths import manual, resources

CODE = Path(leukdesk.__file__).parent
TRANSLATED = [
    path
    for path in CODE.rglob("*.py")
    if path.relative_to(CODE).parts[0] not in ("training", "commands", "options")  # these speak English alone
]
LANGUAGES = (ENGLISH, "fr")
NAMES = [path.stem for path in sorted((manual() / ENGLISH).glob("*.md"))]
MOST_BYTES = 250_000
MOST_BYTES_IN_ALL = 2_500_000
LINK = re.compile(r"\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
NAMED = re.compile(r"(?<![*\w])\*([^*\n]+)\*(?![*\w])")
KEYS = re.compile(r"(<!-- keys: begin -->\n).*?(<!-- keys: end -->)", re.DOTALL)
KEY_NAMES = {
    ENGLISH: {"Return": "Enter", "Escape": "Esc"},
    "fr": {"Return": "Entrée", "Escape": "Échap", "Shift": "Maj", "Space": "Espace"},
}
HEADS = {ENGLISH: "| Keys | Menu and action | What it does |", "fr": "| Touches | Menu et action | Effet |"}


def pages(language: str) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((manual() / language).glob("*.md"))}


def spoken(language: str) -> Language:
    return read_language(language, resources() / "translations")


def bare(text: str) -> str:
    return text.replace("&", "").strip()


def texts_of_the_program(language: str) -> set[str]:
    """What the window says in a language: every text of its code, or every translation."""
    if language != ENGLISH:
        return {bare(text) for text in spoken(language).texts.values()}
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in TRANSLATED)
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {bare(text) for text in constants if isinstance(text, str)}


def without_keys(text: str) -> str:
    return KEYS.sub("", text)


def keys_table(language: str) -> str:
    """The actions that have keys, by menu, as a table of Markdown."""
    texts = spoken(language).texts

    def said(text: str) -> str:
        return bare(texts.get(text, text))

    rows = []
    for menu in MenuId:
        for info in ACTIONS:
            if info.menu is menu and info.shortcut:
                keys = re.sub(r"[A-Za-z]+", lambda word: KEY_NAMES[language].get(word[0], word[0]), info.shortcut)
                rows.append(f"| {keys} | *{said(menu.value)}, {said(info.text)}* | {said(info.tip)} |")
    return "\n".join([HEADS[language], "|---|---|---|", *rows]) + "\n"


def test_both_languages_have_the_same_pages_with_the_same_headings_pictures_and_tables() -> None:
    english, french = pages("en"), pages("fr")
    assert list(french) == list(english)
    for name, text in english.items():
        other = french[name]
        for mark in (r"^#+ ", r"^\|", r"^\d+\. ", r"^- ", r"^> "):
            mine, theirs = (len(re.findall(mark, each, re.MULTILINE)) for each in (text, other))
            assert mine == theirs, f"{name}: {mark} {mine} times in English, {theirs} times in French"
        mine, theirs = ([Path(each[1]).name for each in PICTURE.findall(text)] for text in (text, other))
        assert mine == theirs, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_and_picture_is_there_and_none_leads_out(language: str) -> None:
    for name, text in pages(language).items():
        assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1, f"{name} has one title"
        for target in LINK.findall(text):
            assert (manual() / language / target).resolve().is_file(), f"{name} leads to {target}, which is not there"


def test_every_picture_is_shown_is_small_and_says_in_words_what_it_shows() -> None:
    there = {path: path.stat().st_size for path in (manual() / "pictures").rglob("*.png")}
    shown = {
        (manual() / language / target).resolve(): words
        for language in LANGUAGES
        for text in pages(language).values()
        for words, target in PICTURE.findall(text)
    }
    assert set(shown) == {path.resolve() for path in there}
    assert all(words.strip() for words in shown.values())
    assert max(there.values()) <= MOST_BYTES
    assert sum(there.values()) <= MOST_BYTES_IN_ALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_leads_to_all_others(language: str) -> None:
    read = Manual(manual(), language)
    assert read.folder.name == language
    assert read.pages[0].name == FIRST
    assert sorted(page.name for page in read.pages) == NAMES
    assert len({page.title for page in read.pages}) == len(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_and_buttons_are_called_as_in_the_window(language: str) -> None:
    known, texts = texts_of_the_program(language), spoken(language).texts
    menus = {bare(texts.get(menu.value, menu.value)) for menu in MenuId}
    wrong = []
    for name, text in pages(language).items():
        for called in NAMED.findall(re.sub(r"\*\*[^*]+\*\*|`[^`]+`", "", text)):
            menu, _, item = called.partition(", ")
            if called not in known and not (menu in menus and item in known):
                wrong.append(f"{name}: {called}")
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_keys_is_that_of_the_program(language: str) -> None:
    path = manual() / language / "keyboard.md"
    text = path.read_text(encoding="utf-8")
    wanted = KEYS.sub(lambda found: f"{found[1]}{keys_table(language)}{found[2]}", text)
    if os.environ.get("LEUKDESK_WRITE_KEYS"):
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted, "LEUKDESK_WRITE_KEYS=1 writes it anew"
    assert KEYS.search(text)


@pytest.mark.parametrize(
    ("language", "never"),
    [("en", ("diagnosis", "positive", "detected")), ("fr", ("diagnostiqu", "positif", "positive", "détecté"))],
)
def test_words_that_the_program_never_says_are_not_in_its_manual(language: str, never: tuple[str, ...]) -> None:
    for name, text in pages(language).items():
        assert not [word for word in never if word in text.lower()], name


def test_french_pages_are_set_as_french_is() -> None:
    for name, text in pages("fr").items():
        prose = re.sub(r"!\[|`[^`]*`|\]\([^)]*\)|<!--.*?-->|^\|[-|]+\|$", "", text, flags=re.DOTALL | re.MULTILINE)
        assert not re.findall(r".{0,20}[^\xa0\s][;?!»](?!\w).{0,10}", prose), name
        assert not re.findall(r".{0,20}[^\xa0\d]:(?!\w).{0,10}", prose), name
        assert not re.findall(r"«[^\xa0]", prose), name
        assert not re.findall(r".{0,20}\d[ ]?%", prose), name


def test_every_window_with_a_page_of_its_own_is_a_window_and_its_page_is_there() -> None:
    classes = {
        node.name
        for path in (CODE / "gui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert set(PAGES) <= classes
    assert set(PAGES.values()) <= set(NAMES)


def test_search_finds_all_words_wherever_they_stand_without_accents_or_capitals() -> None:
    english = Manual(manual(), "en")
    found = english.search("STAGE micrometer")
    assert [each.page.name for each in found if each.heading == "Calibrate"] == ["calibration"]
    assert all("stage" in folded(f"{each.heading} {each.excerpt}") or each.excerpt for each in found)
    assert not english.search("stage micrometer xylophone")
    assert not english.search("  ")
    french = Manual(manual(), "fr")
    assert french.search("etalonnage")
    assert [each.page.name for each in french.search("ÉTALONNAGE")] == [
        each.page.name for each in french.search("etalonnage")
    ]


def test_a_text_without_accents_is_as_long_as_it_was() -> None:
    text = "Étalonnage de l’œil: µm, İ, ß, 10×, …"
    assert len(folded(text)) == len(text)
    assert folded(text).startswith("etalonnage")


def test_a_language_without_pages_is_shown_english() -> None:
    assert Manual(manual(), "xx").folder.name == ENGLISH


def test_a_manual_that_is_not_there_has_no_pages(tmp_path: Path) -> None:
    assert Manual(tmp_path, ENGLISH).pages == ()
    assert Manual(tmp_path, ENGLISH).search("anything") == []
