"""The stores of one transaction, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Generic, TypeVar

from sqlalchemy import Connection

from app.models.assessment.store import AssessmentStore
from app.models.closing.store import ClosingStore
from app.models.contact.calls import CallStore
from app.models.contact.ledger import ContactLedgerStore
from app.models.contact.store import ContactStore
from app.models.duty_log.store import DutyLogStore
from app.models.escalation.store import EscalationStore
from app.models.escalation.targets import TargetStore
from app.models.event.sides import EventSideStore
from app.models.event.store import GroupEventStore
from app.models.evidence.store import EvidenceStore
from app.models.exclusion.files import ExclusionFileStore
from app.models.exclusion.store import ExclusionStore
from app.models.figures.events import EventStore
from app.models.figures.facts import FactsStore
from app.models.figures.owed import OwedStore
from app.models.figures.paper_tickets import PaperTicketStore
from app.models.figures.period import PeriodStore
from app.models.figures.platform import PlatformFiguresStore
from app.models.figures.quality import QualityStore
from app.models.figures.remedies import RemedyStore
from app.models.figures.settings import FigureSettingsStore
from app.models.finding.store import FindingStore
from app.models.handover.slots import HandoverSlotStore
from app.models.handover.store import HandoverStore
from app.models.intake.formats import FormatStore
from app.models.intake.store import ImportStore
from app.models.journal.store import JournalStore
from app.models.law.store import LawStore
from app.models.measure.store import MeasureStore
from app.models.merchant.store import MerchantStore
from app.models.obligation.store import ObligationStore
from app.models.office.store import OfficeStore
from app.models.outage.store import OutageStore
from app.models.owner.store import OwnerStore
from app.models.paper.drafts import PaperDraftStore
from app.models.paper.slots import PaperSlotStore
from app.models.paper.store import PaperStore
from app.models.passing.store import PassingStore
from app.models.promise.store import PromiseStore
from app.models.queue.store import QueueStore
from app.models.ranking.store import RankingStore
from app.models.reminder.due import DueStore
from app.models.reminder.ledger import LedgerStore
from app.models.reminder.receipts import ReceiptStore
from app.models.reminder.store import ReminderStore
from app.models.reply.store import ReplyStore
from app.models.returns.store import ReturnStore
from app.models.roster.store import RosterStore
from app.models.shared import direct
from app.models.shared.keep import KeepStore
from app.models.survey.callbacks import CallbackStore
from app.models.survey.store import SurveyStore
from app.models.task.slots import TaskSlotStore
from app.models.task.store import TaskStore
from app.models.ticket.images import ImageStore
from app.models.ticket.joins import JoinStore
from app.models.ticket.search import SearchStore
from app.models.ticket.store import TicketStore
from app.models.urge.store import UrgeStore
from app.models.warning.store import WarningStore
from app.models.watch.outages import PlatformOutageStore
from app.models.watch.reconciliation import ReconciliationStore
from app.models.watch.store import WatchStore

StoreT = TypeVar("StoreT")


class _Store(Generic[StoreT]):
    """A store of the transaction: made when it is first asked for, then an attribute of its own."""

    def __init__(self, make: Callable[[Connection], StoreT]) -> None:
        self._make = make
        self._name = ""

    def __set_name__(self, _owner: type[Stores], name: str) -> None:
        self._name = name

    def __get__(self, stores: Stores, _owner: type[Stores]) -> StoreT:
        made = self._make(stores.connection)
        stores.__dict__[self._name] = made
        return made


class Stores:
    """The stores of one transaction; they live no longer than it."""

    journal = _Store(JournalStore)  # the journal
    search = _Store(SearchStore)  # the full-text index
    images = _Store(ImageStore)  # the rows of tickets in every table, to be restored
    joins = _Store(JoinStore)  # tickets that were joined into another one
    queues = _Store(QueueStore)  # lists and counters
    reminders = _Store(ReminderStore)  # the reminder ledger
    due = _Store(DueStore)  # due, overdue and next reminders
    ledger = _Store(LedgerStore)  # the ledger as its page reads it
    receipts = _Store(ReceiptStore)  # the channels on which reminders were shown
    outages = _Store(OutageStore)  # outages: periods without reminders
    roster = _Store(RosterStore)  # shifts with their people, and imported tables
    handovers = _Store(HandoverStore)  # signed handover sheets
    handover_slots = _Store(HandoverSlotStore)  # reminders of shifts without a signed sheet
    duty_log = _Store(DutyLogStore)  # the duty log's own entries
    tasks = _Store(TaskStore)  # tasks
    task_slots = _Store(TaskSlotStore)  # reminders of tasks
    watch = _Store(WatchStore)  # looks at the platform, and watch rounds
    reconciliations = _Store(ReconciliationStore)  # the platform's lists against the register
    platform_outages = _Store(PlatformOutageStore)  # outages of the platform
    escalations = _Store(EscalationStore)  # reports to the lead
    targets = _Store(TargetStore)  # the people to report to
    measures = _Store(MeasureStore)  # extensions, supervisions and parkings
    office = _Store(OfficeStore)  # sheets for offices
    urges = _Store(UrgeStore)  # urge rounds
    contacts = _Store(ContactStore)  # calls to callers
    surveys = _Store(SurveyStore)  # answered surveys
    evidence = _Store(EvidenceStore)  # files that prove something
    calls = _Store(CallStore)  # calls of the phone system
    contact_ledger = _Store(ContactLedgerStore)  # the ledger of all contacts
    findings = _Store(FindingStore)  # findings about contacts
    replies = _Store(ReplyStore)  # reply forms
    promises = _Store(PromiseStore)  # promises to callers
    callbacks = _Store(CallbackStore)  # tickets that wait for a callback, and the state of a period's callbacks
    figure_settings = _Store(FigureSettingsStore)  # the dated settings of figures
    remedies = _Store(RemedyStore)  # what can still be done about tickets that cost points
    rankings = _Store(RankingStore)  # official rankings
    events = _Store(EventStore)  # the tickets behind figures by their own moment
    platform_figures = _Store(PlatformFiguresStore)  # the rows of the figures of watch and urging
    quality = _Store(QualityStore)  # the rows of quality figures
    returns = _Store(ReturnStore)  # the return register
    passing = _Store(PassingStore)  # buck-passing cases
    owners = _Store(OwnerStore)  # owners of matters
    exclusions = _Store(ExclusionStore)  # applications for exclusion and the catalogues they are judged by
    exclusion_files = _Store(ExclusionFileStore)  # the files of applications
    closing = _Store(ClosingStore)  # what is to be closed in a period, and the steps of its ranking
    imports = _Store(ImportStore)  # imports and learned aliases
    formats = _Store(FormatStore)  # versions of the format of imported files
    facts = _Store(FactsStore)  # what figures count of each ticket
    paper_tickets = _Store(PaperTicketStore)  # the tickets that papers name
    period = _Store(PeriodStore)  # the rows of a period's reports
    keep = _Store(KeepStore)  # settings, people, typed drafts, saved queues, marks and upkeep runs
    law = _Store(LawStore)  # rules and calendar as rows
    papers = _Store(PaperStore)  # issued papers and the schedules by which they are due
    paper_drafts = _Store(PaperDraftStore)  # drafts, the files dropped back onto them, their changed numbers
    paper_slots = _Store(PaperSlotStore)  # reminders of due papers
    obligations = _Store(ObligationStore)  # entries about duties, and frozen evidence packages
    assessments = _Store(AssessmentStore)  # what the client wrote about the service
    warnings = _Store(WarningStore)  # warnings and the rules of their levels
    merchants = _Store(MerchantStore)  # merchants of tickets, proposals, decisions
    group_events = _Store(GroupEventStore)  # mass events and their tickets
    event_sides = _Store(EventSideStore)  # wordings, notices and papers of mass events
    # The tickets of which something was owed: sign-for by month of dispatch, contacts that wait.
    owed = _Store(OwedStore)

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def lines_added(self) -> int:
        """How many journal lines this transaction added."""
        store = self.__dict__.get("journal")
        return store.appended if isinstance(store, JournalStore) else 0

    def commits(self) -> int:
        """The count of transactions that the register has seen, a running one of writing with them."""
        return int(direct.scalar(self.connection, "PRAGMA user_version"))

    @cached_property
    def tickets(self) -> TicketStore:
        """Tickets."""
        return TicketStore(self.connection, self.search, self.merchants)

    @property
    def has_tickets(self) -> bool:
        """Whether this transaction has looked at tickets or merchants, so that it may have changed them."""
        return "tickets" in self.__dict__ or "merchants" in self.__dict__

    def settle(self) -> None:
        """Brings what follows from changed tickets up to date; called before the transaction is committed."""
        store = self.__dict__.get("merchants")
        if isinstance(store, MerchantStore):
            store.settle()
