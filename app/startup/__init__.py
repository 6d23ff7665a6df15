"""The start of the window: opening it, connecting the scheduler, closing it; and the demonstration."""

from app.startup.qt_features import leave_features_alone

leave_features_alone()
