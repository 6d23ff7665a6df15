"""All actions of the window in the order of the key table; each room defines its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action
from app.ui.actions.desk_actions import ACTIONS as DESK
from app.ui.actions.window_actions import ACTIONS as WINDOW
from app.ui.archive.actions import ACTIONS as ARCHIVE
from app.ui.assessment.actions import ACTIONS as ASSESSMENTS
from app.ui.closing.actions import ACTIONS as CLOSING
from app.ui.contact.actions import ACTIONS as CONTACT
from app.ui.draft.actions import ACTIONS as DRAFTS
from app.ui.duty_log.actions import ACTIONS as DUTY_LOG
from app.ui.escalation.actions import ACTIONS as SUPERVISION
from app.ui.exclusion.actions import ACTIONS as EXCLUSION
from app.ui.figures.settings_actions import ACTIONS as FIGURE_SETTINGS
from app.ui.handover.actions import ACTIONS as HANDOVER
from app.ui.intake.actions import ACTIONS as INTAKE
from app.ui.intake.offer_actions import ACTIONS as OFFERS
from app.ui.kit.table.actions import ACTIONS as TABLES
from app.ui.law.actions import ACTIONS as RULES
from app.ui.law.calendar_actions import ACTIONS as CALENDAR
from app.ui.measure.actions import ACTIONS as MEASURES
from app.ui.merchant.actions import ACTIONS as MERCHANTS
from app.ui.obligation.actions import ACTIONS as OBLIGATIONS
from app.ui.office.actions import ACTIONS as OFFICE
from app.ui.owner.actions import ACTIONS as OWNERS
from app.ui.paper.actions import ACTIONS as PAPERS
from app.ui.passing.actions import ACTIONS as PASSING
from app.ui.ranking.actions import ACTIONS as RANKING
from app.ui.reply.review_actions import ACTIONS as REVIEW
from app.ui.returns.actions import ACTIONS as RETURNS
from app.ui.roster.actions import ACTIONS as ROSTER
from app.ui.task.actions import ACTIONS as TASKS
from app.ui.ticket.actions import ACTIONS as TICKET
from app.ui.ticket.join_actions import ACTIONS as JOINS
from app.ui.ticket.platform_actions import ACTIONS as PLATFORM
from app.ui.upkeep.actions import ACTIONS as UPKEEP
from app.ui.urge.actions import ACTIONS as URGE
from app.ui.warning.actions import ACTIONS as WARNINGS
from app.ui.watch.actions import ACTIONS as WATCH

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell

ACTIONS: tuple[Action[Shell], ...] = (
    *TICKET,
    *PLATFORM,
    *JOINS,
    *DESK,
    *DRAFTS,
    *WATCH,
    *OFFERS,
    *ROSTER,
    *DUTY_LOG,
    *TASKS,
    *WARNINGS,
    *OBLIGATIONS,
    *ASSESSMENTS,
    *HANDOVER,
    *ARCHIVE,
    *RETURNS,
    *PASSING,
    *MEASURES,
    *OWNERS,
    *INTAKE,
    *EXCLUSION,
    *CONTACT,
    *REVIEW,
    *SUPERVISION,
    *URGE,
    *OFFICE,
    *PAPERS,
    *RANKING,
    *MERCHANTS,
    *CLOSING,
    *RULES,
    *CALENDAR,
    *TABLES,
    *WINDOW,
    *FIGURE_SETTINGS,
    *UPKEEP,
)
