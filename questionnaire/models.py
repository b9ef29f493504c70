"""What a question is made of. Frozen and checked when loaded; knows no file, no screen and no store."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import InitErrorDetails

from .languages import LANGUAGES as LANGUAGES, Language as Language  # noqa: PLC0414 - handed on, as texts and languages go together

Audience = Literal["founder", "candidate", "recruiter"]
PartId = Literal["company", "person"]
AnyPart = Literal["company", "person", "deepening"]  # the last one serves the report alone and is never scored
Length = Literal["short", "full"]
Extent = Literal["short", "full", "own"]  # how much of a part is asked; "own": only what nobody else can say for a candidate

DONT_KNOW = "dont_know"
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,19}$")]
Words = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]


class Content(BaseModel):
    """Anything read from a content file: frozen, and strict about fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


W = TypeVar("W")


class Worded(Content, Generic[W]):
    """Something said in each language, side by side: one field for each language there is, no more and no less."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, W]

    def __getitem__(self, language: Language) -> W:
        return self.__pydantic_extra__[language]

    @property
    def each(self) -> Mapping[Language, W]:
        """What is said, by language."""
        return {language: self[language] for language in LANGUAGES}

    @model_validator(mode="before")
    @classmethod
    def _in_every_language(cls, given: Any) -> Any:
        """A language that is missing or unknown is told at its own address, like a field."""
        if isinstance(given, Mapping) and given.keys() != _EVERY:
            missing = [InitErrorDetails(type="missing", loc=(language,), input=given) for language in LANGUAGES if language not in given]
            unknown = [InitErrorDetails(type="extra_forbidden", loc=(key,), input=given[key]) for key in given if key not in _EVERY]
            raise ValidationError.from_exception_data(cls.__name__, [*missing, *unknown])
        return given


_EVERY = frozenset(LANGUAGES)


class Text(Worded[Words]):
    """The same words in each language."""


class Source(Content):
    """Where a rule, a number or an advice comes from."""

    id: SourceId
    title: Words
    address: str = ""


class Option(Content):
    """One possible answer. The order of options carries no weight, except in an anchored scale."""

    id: Id
    text: Text


class Wording(Content):
    """The words of a question when somebody answers about another person."""

    text: Text | None = None
    help: Text | None = None
    why: Text | None = None


class Question(Content):
    """One question with its anchored or plain options; `unless` names the answers that make it pointless."""

    id: Id
    kind: Literal["choice", "anchored"] = "choice"
    short: bool
    text: Text
    help: Text
    why: Text
    sources: tuple[SourceId, ...] = Field(min_length=1)
    options: tuple[Option, ...] = Field(min_length=2)
    asked_of: tuple[Audience, ...] = get_args(Audience)
    unless: Mapping[Id, tuple[Id, ...]] = {}
    of_another: Wording = Wording()

    @model_validator(mode="after")
    def _options_are_distinct(self) -> "Question":
        ids = [option.id for option in self.options]
        if len(set(ids)) < len(ids) or DONT_KNOW in ids:
            raise ValueError(f"option ids must be distinct and none may be {DONT_KNOW!r}")
        return self

    @cached_property
    def option_ids(self) -> tuple[str, ...]:
        return tuple(option.id for option in self.options)

    @property
    def own(self) -> bool:
        """Whether only candidates can answer it, whoever describes the company."""
        return self.asked_of == ("candidate",)

    def worded_for(self, audience: Audience) -> Wording:
        """Text, help and reason as this audience reads them; nothing is missing in the result."""
        own = Wording(text=self.text, help=self.help, why=self.why)
        if audience == "candidate":
            return own
        return own.model_copy(update={field: getattr(self.of_another, field) for field in self.of_another.model_fields_set})


class Section(Content):
    """One screen. With more than one question it needs a title of its own."""

    id: Id
    title: Text | None = None
    questions: tuple[Id, ...] = Field(min_length=1)


class Chapter(Content):
    """What the progress line names."""

    id: Id
    part: AnyPart
    title: Text
    section: tuple[Section, ...] = Field(min_length=1)


class Part(Content):
    """Begun and finished as a whole: the company, or the person; `unless` names the answers that make it pointless."""

    id: AnyPart
    title: Text
    unless: Mapping[Id, tuple[Id, ...]] = {}


class Questionnaire(Content):
    """All questions in their order. Built by the catalogue, which has checked every reference."""

    parts: tuple[Part, ...]
    chapters: tuple[Chapter, ...]
    questions: Mapping[Id, Question]
    sources: Mapping[SourceId, Source]
    dont_know: Option
    advice: Text
    version: str

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Question ids as they are asked, all parts together."""
        return tuple(q for chapter in self.chapters for section in chapter.section for q in section.questions)

    def sections(self, part: AnyPart) -> Iterator[tuple[Chapter, Section]]:
        for chapter in self.chapters:
            if chapter.part == part:
                yield from ((chapter, section) for section in chapter.section)

    def part(self, part: AnyPart) -> Part:
        return next(p for p in self.parts if p.id == part)

    def chapter_of(self, question: str) -> Chapter:
        return self._chapters[question]

    @cached_property
    def _chapters(self) -> dict[str, Chapter]:
        return {q: chapter for chapter in self.chapters for section in chapter.section for q in section.questions}

    def answer_text(self, question: str, option: str, language: Language) -> str:
        """The words of one answer. KeyError if the question does not exist; unknown options read as "I don't know"."""
        options = {o.id: o for o in self.questions[question].options}
        return options.get(option, self.dont_know).text[language]

    def asks(self, question: str, audience: Audience, counted: Mapping[str, str]) -> bool:
        """Whether a question is relevant for this audience, given the answers that count."""
        asked = self.questions[question]
        hidden_by = (*asked.unless.items(), *self.part(self.chapter_of(question).part).unless.items())
        return audience in asked.asked_of and not any(counted.get(q) in options for q, options in hidden_by)

    def joined(self, company: Mapping[str, str], person: Mapping[str, str]) -> dict[str, str]:
        """The answers that count when one describes the company and another themselves: nobody speaks for the other."""

        def of_company(question: str) -> bool:
            return self.chapter_of(question).part == "company" and not self.questions[question].own

        about = {q: option for q, option in self.relevant("recruiter", company).items() if of_company(q)}
        return about | {q: option for q, option in self.relevant("candidate", person).items() if not of_company(q)}

    def relevant(self, audience: Audience, answers: Mapping[str, str]) -> dict[str, str]:
        """The answers that count: known questions and options, and asked of this audience given the answers that count.

        Questions are visited in their order, so an answer that is itself hidden can neither hide nor show another.
        """
        kept: dict[str, str] = {}
        for q in self.order:
            option = answers.get(q)
            known = option == DONT_KNOW or option in self.questions[q].option_ids
            if known and self.asks(q, audience, kept):
                kept[q] = answers[q]
        return kept
