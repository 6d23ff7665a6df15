"""The stores of one transaction, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import Connection

from app.models.assessment.store import AssessmentStore
from app.models.closing.store import ClosingStore
from app.models.contact.calls import CallStore
from app.models.contact.ledger import ContactLedgerStore
from app.models.contact.store import ContactStore
from app.models.duty_log.store import DutyLogStore
from app.models.escalation.store import EscalationStore
from app.models.escalation.targets import TargetStore
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
from app.models.watch.outages import PlatformOutageStore
from app.models.watch.reconciliation import ReconciliationStore
from app.models.watch.store import WatchStore


class Stores:
    """The stores of one transaction; they live no longer than it."""

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
    def journal(self) -> JournalStore:
        """The journal."""
        return JournalStore(self.connection)

    @cached_property
    def search(self) -> SearchStore:
        """The full-text index."""
        return SearchStore(self.connection)

    @cached_property
    def tickets(self) -> TicketStore:
        """Tickets."""
        return TicketStore(self.connection, self.search)

    @cached_property
    def images(self) -> ImageStore:
        """The rows of tickets in every table, to be restored."""
        return ImageStore(self.connection)

    @cached_property
    def joins(self) -> JoinStore:
        """Tickets that were joined into another one."""
        return JoinStore(self.connection)

    @cached_property
    def queues(self) -> QueueStore:
        """Lists and counters."""
        return QueueStore(self.connection)

    @cached_property
    def reminders(self) -> ReminderStore:
        """The reminder ledger."""
        return ReminderStore(self.connection)

    @cached_property
    def due(self) -> DueStore:
        """Due, overdue and next reminders."""
        return DueStore(self.connection)

    @cached_property
    def ledger(self) -> LedgerStore:
        """The ledger as its page reads it."""
        return LedgerStore(self.connection)

    @cached_property
    def receipts(self) -> ReceiptStore:
        """The channels on which reminders were shown."""
        return ReceiptStore(self.connection)

    @cached_property
    def outages(self) -> OutageStore:
        """Outages: periods without reminders."""
        return OutageStore(self.connection)

    @cached_property
    def roster(self) -> RosterStore:
        """Shifts with their people, and imported tables."""
        return RosterStore(self.connection)

    @cached_property
    def handovers(self) -> HandoverStore:
        """Signed handover sheets."""
        return HandoverStore(self.connection)

    @cached_property
    def handover_slots(self) -> HandoverSlotStore:
        """Reminders of shifts without a signed sheet."""
        return HandoverSlotStore(self.connection)

    @cached_property
    def duty_log(self) -> DutyLogStore:
        """The duty log's own entries."""
        return DutyLogStore(self.connection)

    @cached_property
    def tasks(self) -> TaskStore:
        """Tasks."""
        return TaskStore(self.connection)

    @cached_property
    def task_slots(self) -> TaskSlotStore:
        """Reminders of tasks."""
        return TaskSlotStore(self.connection)

    @cached_property
    def watch(self) -> WatchStore:
        """Looks at the platform, and watch rounds."""
        return WatchStore(self.connection)

    @cached_property
    def reconciliations(self) -> ReconciliationStore:
        """The platform's lists against the register."""
        return ReconciliationStore(self.connection)

    @cached_property
    def platform_outages(self) -> PlatformOutageStore:
        """Outages of the platform."""
        return PlatformOutageStore(self.connection)

    @cached_property
    def escalations(self) -> EscalationStore:
        """Reports to the lead."""
        return EscalationStore(self.connection)

    @cached_property
    def targets(self) -> TargetStore:
        """The people to report to."""
        return TargetStore(self.connection)

    @cached_property
    def measures(self) -> MeasureStore:
        """Extensions, supervisions and parkings."""
        return MeasureStore(self.connection)

    @cached_property
    def office(self) -> OfficeStore:
        """Sheets for offices."""
        return OfficeStore(self.connection)

    @cached_property
    def urges(self) -> UrgeStore:
        """Urge rounds."""
        return UrgeStore(self.connection)

    @cached_property
    def contacts(self) -> ContactStore:
        """Calls to callers."""
        return ContactStore(self.connection)

    @cached_property
    def surveys(self) -> SurveyStore:
        """Answered surveys."""
        return SurveyStore(self.connection)

    @cached_property
    def evidence(self) -> EvidenceStore:
        """Files that prove something."""
        return EvidenceStore(self.connection)

    @cached_property
    def calls(self) -> CallStore:
        """Calls of the phone system."""
        return CallStore(self.connection)

    @cached_property
    def contact_ledger(self) -> ContactLedgerStore:
        """The ledger of all contacts."""
        return ContactLedgerStore(self.connection)

    @cached_property
    def findings(self) -> FindingStore:
        """Findings about contacts."""
        return FindingStore(self.connection)

    @cached_property
    def replies(self) -> ReplyStore:
        """Reply forms."""
        return ReplyStore(self.connection)

    @cached_property
    def promises(self) -> PromiseStore:
        """Promises to callers."""
        return PromiseStore(self.connection)

    @cached_property
    def callbacks(self) -> CallbackStore:
        """Tickets that wait for a callback, and the state of a period's callbacks."""
        return CallbackStore(self.connection)

    @cached_property
    def figure_settings(self) -> FigureSettingsStore:
        """The dated settings of figures."""
        return FigureSettingsStore(self.connection)

    @cached_property
    def remedies(self) -> RemedyStore:
        """What can still be done about tickets that cost points."""
        return RemedyStore(self.connection)

    @cached_property
    def rankings(self) -> RankingStore:
        """Official rankings."""
        return RankingStore(self.connection)

    @cached_property
    def events(self) -> EventStore:
        """The tickets behind figures by their own moment."""
        return EventStore(self.connection)

    @cached_property
    def platform_figures(self) -> PlatformFiguresStore:
        """The rows of the figures of watch and urging."""
        return PlatformFiguresStore(self.connection)

    @cached_property
    def quality(self) -> QualityStore:
        """The rows of quality figures."""
        return QualityStore(self.connection)

    @cached_property
    def returns(self) -> ReturnStore:
        """The return register."""
        return ReturnStore(self.connection)

    @cached_property
    def passing(self) -> PassingStore:
        """Buck-passing cases."""
        return PassingStore(self.connection)

    @cached_property
    def owners(self) -> OwnerStore:
        """Owners of matters."""
        return OwnerStore(self.connection)

    @cached_property
    def exclusions(self) -> ExclusionStore:
        """Applications for exclusion and the catalogues they are judged by."""
        return ExclusionStore(self.connection)

    @cached_property
    def exclusion_files(self) -> ExclusionFileStore:
        """The files of applications."""
        return ExclusionFileStore(self.connection)

    @cached_property
    def closing(self) -> ClosingStore:
        """What is to be closed in a period, and the steps of its ranking."""
        return ClosingStore(self.connection)

    @cached_property
    def imports(self) -> ImportStore:
        """Imports and learned aliases."""
        return ImportStore(self.connection)

    @cached_property
    def formats(self) -> FormatStore:
        """Versions of the format of imported files."""
        return FormatStore(self.connection)

    @cached_property
    def facts(self) -> FactsStore:
        """What figures count of each ticket."""
        return FactsStore(self.connection)

    @cached_property
    def paper_tickets(self) -> PaperTicketStore:
        """The tickets that papers name."""
        return PaperTicketStore(self.connection)

    @cached_property
    def period(self) -> PeriodStore:
        """The rows of a period's reports."""
        return PeriodStore(self.connection)

    @cached_property
    def keep(self) -> KeepStore:
        """Settings, people, typed drafts, saved queues, marks and upkeep runs."""
        return KeepStore(self.connection)

    @cached_property
    def law(self) -> LawStore:
        """Rules and calendar as rows."""
        return LawStore(self.connection)

    @cached_property
    def papers(self) -> PaperStore:
        """Issued papers and the schedules by which they are due."""
        return PaperStore(self.connection)

    @cached_property
    def paper_drafts(self) -> PaperDraftStore:
        """Drafts, the files dropped back onto them, their changed numbers."""
        return PaperDraftStore(self.connection)

    @cached_property
    def paper_slots(self) -> PaperSlotStore:
        """Reminders of due papers."""
        return PaperSlotStore(self.connection)

    @cached_property
    def obligations(self) -> ObligationStore:
        """Entries about duties, and frozen evidence packages."""
        return ObligationStore(self.connection)

    @cached_property
    def assessments(self) -> AssessmentStore:
        """What the client wrote about the service."""
        return AssessmentStore(self.connection)

    @cached_property
    def owed(self) -> OwedStore:
        """The tickets of which something was owed: sign-for by month of dispatch, contacts that wait."""
        return OwedStore(self.connection)
