"""Addresses of meetings."""

from django.urls import path

from meetings.views import agenda, attendance, closing, console, guests, meeting, minutes, plan, room, screen

urlpatterns = [
    path("", plan.meeting_list, name="meeting_list"),
    path("new/", plan.meeting_new, name="meeting_new"),
    path("<uuid:pk>/", meeting.meeting, name="meeting"),
    path("<uuid:pk>/edit/", plan.meeting_edit, name="meeting_edit"),
    path("<uuid:pk>/send/", plan.meeting_send, name="meeting_send"),
    path("<uuid:pk>/items/", agenda.item_add, name="item_add"),
    path("<uuid:pk>/items/<uuid:item>/", agenda.item_change, name="item_change"),
    path("<uuid:pk>/items/<uuid:item>/move/", agenda.item_move, name="item_move"),
    path("<uuid:pk>/items/<uuid:item>/remove/", agenda.item_remove, name="item_remove"),
    path("<uuid:pk>/guests/", guests.guest_invite, name="guest_invite"),
    path("<uuid:pk>/guests/<int:guest>/withdraw/", guests.guest_withdraw, name="guest_withdraw"),
    path("<uuid:pk>/room/", room.room, name="room"),
    path("<uuid:pk>/room/check-in/", attendance.check_in, name="check_in"),
    path("<uuid:pk>/room/vote-card/", room.vote_card, name="vote_card"),
    path("<uuid:pk>/votes/<uuid:ballot>/cast/", room.vote_cast, name="vote_cast"),
    path("<uuid:pk>/screen/", screen.screen, name="screen"),
    path("<uuid:pk>/console/", console.console, name="console"),
    path("<uuid:pk>/attendance/", console.attendance_note, name="attendance_note"),
    path("<uuid:pk>/attendance/all/", console.attendance_all, name="attendance_all"),
    path("<uuid:pk>/start/", console.meeting_start, name="meeting_start"),
    path("<uuid:pk>/next/", console.item_next, name="item_next"),
    path("<uuid:pk>/items/<uuid:item>/start/", console.item_start, name="item_start"),
    path("<uuid:pk>/items/<uuid:item>/end/", console.item_end, name="item_end"),
    path("<uuid:pk>/items/<uuid:item>/conclude/", console.item_conclude, name="item_conclude"),
    path("<uuid:pk>/items/<uuid:item>/open-vote/", console.vote_open, name="vote_open"),
    path("<uuid:pk>/votes/<uuid:ballot>/close/", console.vote_close, name="vote_close"),
    path("<uuid:pk>/closing/", closing.meeting_closing, name="meeting_closing"),
    path("<uuid:pk>/close/", closing.meeting_close, name="meeting_close"),
    path("<uuid:pk>/minutes.pdf", minutes.minutes_pdf, name="minutes_pdf"),
]
