"""The form of a new meeting names what it makes for the month of the day that is chosen."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, SignIn


def test_standing_items_and_title_follow_the_day(sign_in: SignIn) -> None:
    page = sign_in("thuky1", at="/meetings/new/", size=DESK)
    items, title = page.locator("[data-of-month]"), page.locator("#id_title")

    page.locator("#id_day").fill("2027-09-14")
    expect(items).to_contain_text("kinh tế - xã hội tháng 9 năm 2027")
    expect(title).to_have_value("Phiên họp Chính phủ thường kỳ tháng 9 năm 2027")

    title.fill("Phiên họp Chính phủ tháng Chín")
    page.locator("#id_day").fill("2027-10-04")  # before day 5: still the session of September
    expect(items).to_contain_text("kinh tế - xã hội tháng 9 năm 2027")
    page.locator("#id_day").fill("2027-10-05")
    expect(items).to_contain_text("kinh tế - xã hội tháng 10 năm 2027")
    expect(title).to_have_value("Phiên họp Chính phủ tháng Chín")
