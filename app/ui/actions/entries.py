"""All actions of the window in the order of the key table; each room defines its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions import desk_actions
from app.ui.actions import window_actions as actions_window
from app.ui.actions.action import Action
from app.ui.contact import actions as contact
from app.ui.draft import actions as drafts
from app.ui.escalation import actions as supervision
from app.ui.exclusion import actions as exclusion
from app.ui.figures import settings_actions as figure_settings
from app.ui.intake import actions as intake
from app.ui.intake import offer_actions as offers
from app.ui.kit.table import actions as tables
from app.ui.law import actions as rules
from app.ui.law import calendar_actions as calendar
from app.ui.measure import actions as measures
from app.ui.office import actions as office
from app.ui.owner import actions as owners
from app.ui.paper import actions as papers
from app.ui.passing import actions as passing_actions
from app.ui.ranking import actions as ranking
from app.ui.reply import review_actions as review
from app.ui.returns import actions as returns
from app.ui.ticket import actions, platform_actions
from app.ui.upkeep import actions as upkeep
from app.ui.urge import actions as urge
from app.ui.watch import actions as watch

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell

ACTIONS: tuple[Action[Shell], ...] = (
    *actions.ACTIONS,
    *platform_actions.ACTIONS,
    *desk_actions.ACTIONS,
    *drafts.ACTIONS,
    *watch.ACTIONS,
    *offers.ACTIONS,
    *returns.ACTIONS,
    *passing_actions.ACTIONS,
    *measures.ACTIONS,
    *owners.ACTIONS,
    *intake.ACTIONS,
    *exclusion.ACTIONS,
    *contact.ACTIONS,
    *review.ACTIONS,
    *supervision.ACTIONS,
    *urge.ACTIONS,
    *office.ACTIONS,
    *papers.ACTIONS,
    *ranking.ACTIONS,
    *rules.ACTIONS,
    *calendar.ACTIONS,
    *tables.ACTIONS,
    *actions_window.ACTIONS,
    *figure_settings.ACTIONS,
    *upkeep.ACTIONS,
)
