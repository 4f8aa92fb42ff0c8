"""Texts in another language: what is marked is found, what is translated fits, and nothing is asked for too early."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import leukdesk
from leukdesk import language
from leukdesk.counting import THINGS, many, numbered
from leukdesk.language import ENGLISH, NAMES, Language, TranslationError, read_language, tr
from leukdesk.paths import resources

CODE = Path(leukdesk.__file__).parent
TRANSLATIONS = resources() / "translations"
SPEAK_ENGLISH = ("training", "commands", "options")
OTHERS = [code for code in NAMES if code != ENGLISH]


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.speak(Language())


def translated_modules() -> list[Path]:
    return [path for path in CODE.rglob("*.py") if path.relative_to(CODE).parts[0] not in SPEAK_ENGLISH]


def called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def texts_in_code() -> set[str]:
    """Every text that the code marks."""
    found = set()
    for path in translated_modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if called(node) in ("tr", "marked", "marked_number"):
                assert isinstance(node, ast.Call)
                if isinstance(node.args[0], ast.Constant):
                    found.add(str(node.args[0].value))
    return found


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_what_has_no_translation_stays_english() -> None:
    language.speak(Language("fr", {"Open": "Ouvrir"}))
    assert (tr("Open"), tr("Close")) == ("Ouvrir", "Close")


def test_numbers_of_things_take_the_form_of_the_language() -> None:
    language.speak(Language("fr", {}, {"%n picture(s)": ("%n image", "%n images")}, "\N{NARROW NO-BREAK SPACE}"))
    assert [many(n, "picture") for n in (0, 1, 2, 1204)] == ["0 image", "1 image", "2 images", "1\u202f204 images"]
    assert numbered([7], "picture") == "image 7"
    assert numbered([2, 3], "picture") == "images 2, 3"


def test_in_english_they_are_as_ever() -> None:
    assert [many(n, "picture") for n in (0, 1, 1204)] == ["0 pictures", "1 picture", "1,204 pictures"]
    assert numbered([2, 3], "record") == "records 2, 3"


@pytest.mark.parametrize("content", [None, "<TS", "<!DOCTYPE TS><TS><message>"])
def test_a_translation_that_cannot_be_read_is_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "leukdesk_fr.ts").write_text(content)
    with pytest.raises(TranslationError, match=re.escape("leukdesk_fr.ts")):
        read_language("fr", tmp_path)


def test_unfinished_translations_are_not_spoken(tmp_path: Path) -> None:
    message = "<message><source>{0}</source><translation {1}>{2}</translation></message>"
    messages = message.format("Open", 'type="unfinished"', "Ouv") + message.format("Close", "", "Fermer")
    (tmp_path / "leukdesk_fr.ts").write_text(f"<TS><context><name></name>{messages}</context></TS>")
    assert read_language("fr", tmp_path).texts == {"Close": "Fermer"}


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_of_the_window_is_translated(code: str) -> None:
    spoken = read_language(code, TRANSLATIONS)
    known = spoken.texts.keys() | spoken.plurals.keys()
    assert texts_in_code() - known == set(), "run packaging/translations.sh, then Qt Linguist"
    assert known - texts_in_code() == set(), "run packaging/translations.sh: texts that are gone"


@pytest.mark.parametrize("code", OTHERS)
def test_translations_take_what_the_english_texts_take(code: str) -> None:
    spoken = read_language(code, TRANSLATIONS)
    pairs = [*spoken.texts.items(), *((text, form) for text, forms in spoken.plurals.items() for form in forms)]
    assert [(a, b) for a, b in pairs if fields(a) != fields(b)] == []
    assert [(a, b) for a, b in pairs if a.count("%n") != b.count("%n")] == []
    # A space at either end, a letter for the Alt key or the dots of a question must not get lost.
    assert [
        (a, b) for a, b in pairs if a[:1].isspace() != b[:1].isspace() or a[-1:].isspace() != b[-1:].isspace()
    ] == []
    assert [(a, b) for a, b in pairs if a.endswith("…") != b.endswith("…")] == []


def test_no_text_is_asked_for_while_a_module_is_imported() -> None:
    early = []
    for path in translated_modules():
        inside = [ast.parse(path.read_text(encoding="utf-8"))]
        while inside:
            node = inside.pop()
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                # Its body runs later; its defaults and decorators run now.
                now = [*node.args.defaults, *(each for each in node.args.kw_defaults if each)]
                inside += [*now, *getattr(node, "decorator_list", [])]
                continue
            if called(node) in ("tr", "many", "numbered"):
                early.append(f"{path.relative_to(CODE)}:{getattr(node, 'lineno', 0)}")
            inside += ast.iter_child_nodes(node)
    assert early == []


def test_only_whole_texts_are_translated() -> None:
    """What is pieced together before it is looked up is found in no translation file."""
    pieced = [
        f"{path.relative_to(CODE)}:{node.lineno}"
        for path in translated_modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and called(node) in ("tr", "marked") and isinstance(node.args[0], ast.JoinedStr)
    ]
    assert pieced == []


def test_no_text_is_inside_an_f_string() -> None:
    """Python finds it there, and `lupdate` does not."""
    hidden = [
        f"{path.relative_to(CODE)}:{inner.lineno}"
        for path in translated_modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and called(inner) == "tr" and isinstance(inner.args[0], ast.Constant)
    ]
    assert hidden == []


def test_what_the_window_counts_is_in_the_table_for_translators() -> None:
    unknown = set()
    for path in translated_modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if called(node) in ("many", "numbered") and isinstance(node, ast.Call):
                thing = node.args[1]
                if isinstance(thing, ast.Constant) and f"%n {thing.value}(s)" not in THINGS:
                    unknown.add(str(thing.value))
    assert unknown == set()
