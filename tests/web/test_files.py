"""Tables in and out: what is exported comes back the same, and nothing in it runs."""

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nightout.errors import MissingColumn, UnreadableFile, UnsafeFile
from nightout.web.gatherings.files.bring import bring_gatherings
from nightout.web.gatherings.files.columns import COLUMNS, plain, safe_text
from nightout.web.gatherings.files.read import read_table
from nightout.web.gatherings.files.write import write_csv, write_workbook
from nightout.web.gatherings.models import Gathering, Host, Message
from tests.web.conftest import NIGHT

IMPORT = "/desk/testville/import/"
HEADER = "title,address,zip_code,starts,ends,kinds,lon,lat\n"
ROW = f"Oak party,5 Oak St,20850,{NIGHT} 18:00,20:00,block party;parade,-77.15,39.08\n"


def upload(text, name="gatherings.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return SimpleUploadedFile(name, data)


def test_a_table_is_brought_in_and_waits_for_review(desk, town):
    page = desk.post(IMPORT, {"table": upload(HEADER + ROW)})
    assert "1 gathering imported." in page.content.decode()
    one = Gathering.objects.get()
    assert (one.state, one.kinds, one.lon) == ("pending", ["block_party", "parade"], -77.15)
    assert not Message.objects.exists()


def test_bringing_it_again_changes_nothing(desk, town):
    for _ in range(2):
        page = desk.post(IMPORT, {"table": upload(HEADER + ROW), "approved": "on"})
    assert Gathering.objects.get().state == "approved"
    assert "1 was there already." in page.content.decode()


def test_one_wrong_row_keeps_all_out_and_is_named(desk, town):
    bad = ROW.replace("20:00", "25:99").replace("Oak party", "Bad party")
    page = desk.post(IMPORT, {"table": upload(HEADER + ROW + bad)})
    assert page.status_code == 422
    assert not Gathering.objects.exists()
    (fault,) = page.context["brought"].faults
    assert (fault.row, fault.column) == (3, "ends")


def test_a_word_that_is_none_of_ours_is_told_which_are(desk, town):
    table = "title,address,starts,ends,kinds\nA,1 Elm St,18:00,20:00,riot\n"
    upload = SimpleUploadedFile("t.csv", table.encode())
    page = desk.post("/desk/testville/import/", {"table": upload})
    (fault,) = page.context["brought"].faults
    assert (fault.row, fault.column) == (2, "kinds")
    assert "riot" in fault.text
    assert "One of: block_party, cookout, parade," in fault.text


def test_a_row_is_numbered_as_the_workbook_shows_it(desk, town):
    book = openpyxl.Workbook()
    for row in (
        ["Our parties"],
        ["title", "address", "starts", "ends"],
        [],
        ["A", "", "18:00", "20:00"],
    ):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    page = desk.post(IMPORT, {"table": upload(stream.getvalue(), "g.xlsx")})
    (fault,) = page.context["brought"].faults
    assert (fault.row, fault.column) == (4, "address")


@pytest.mark.parametrize("shape", ["%Y-%m-%d", "%Y-%m-%d 00:00:00", "%m/%d/%Y"])
@pytest.mark.parametrize("language", ["", "/es"])
def test_a_day_is_the_same_in_every_language(desk, town, language, shape):
    day, after = (f"{one:{shape}}" for one in (NIGHT, NIGHT + dt.timedelta(days=7)))
    table = f"title,address,day,rain_date,starts,ends\nA,1 Elm St,{day},{after},18:00,20:00\n"
    page = desk.post(f"{language}{IMPORT}", {"table": upload(table)})
    assert page.status_code == 200
    one = Gathering.objects.get()
    assert one.starts_at.astimezone(town.clock).date() == NIGHT
    assert one.rain_date == NIGHT + dt.timedelta(days=7)


@pytest.mark.parametrize("shape", ["%Y-%m-%d %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M %p"])
@pytest.mark.parametrize("language", ["", "/es"])
def test_a_day_may_stand_before_the_time(desk, town, language, shape):
    day = NIGHT + dt.timedelta(days=2)
    starts, ends = (f"{dt.datetime.combine(day, dt.time(hour)):{shape}}" for hour in (18, 20))
    table = f"title,address,starts,ends\nA,1 Elm St,{starts},{ends}\n"
    page = desk.post(f"{language}{IMPORT}", {"table": upload(table)})
    assert page.status_code == 200
    one = Gathering.objects.get()
    assert f"{one.starts_at.astimezone(town.clock):%Y-%m-%d %H:%M}" == f"{day} 18:00"
    assert one.ends_at - one.starts_at == dt.timedelta(hours=2)


def test_a_table_may_say_neighbors_and_e_mail(desk, town):
    header = "Title,Address,Starts,Ends,Audience,Host e-mail\n"
    table = f"{header}A,1 Elm St,18:00,20:00,Neighbors,a@b.us\n"
    desk.post(IMPORT, {"table": upload(table)})
    one = Gathering.objects.get()
    assert (one.audience, one.host.email) == ("neighbours", "a@b.us")


def test_a_contact_that_is_not_kept_is_told(desk, town):
    table = "title,address,starts,ends,host,email\n"
    for n, contact in enumerate(("Dana,", ",", ",c@d.us")):
        table += f"P{n},{n} Elm St,18:00,20:00,{contact}\n"
    page = desk.post(IMPORT, {"table": upload(table)})
    assert page.context["brought"].n_unreachable == 1
    assert "1 host has no e-mail address" in page.content.decode()
    assert [one.email for one in Host.objects.all()] == ["c@d.us"]


def test_how_a_day_and_a_time_are_written_is_told(desk, town):
    table = "title,address,day,starts,ends\nA,1 Elm St,soon,dusk,20:00\n"
    faults = desk.post(IMPORT, {"table": upload(table)}).context["brought"].faults
    told = {fault.column: fault.text for fault in faults}
    assert "8/3/2027" in told["day"]
    assert "6:00 PM" in told["starts"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_comes_back_the_same(desk, town, gather, ending):
    made = gather(
        title="=HYPERLINK(1)", about="+1 line", permit="-x", kinds=["parade"], expected=40,
        visitors=["k9"], closure=True, closure_from="A", closure_to="B", audience="neighbours",
    )  # fmt: skip
    before = {name: getattr(made, name) for name in ("title", "about", "kinds", "starts_at",
              "ends_at", "lon", "lat", "expected", "visitors", "closure", "permit", "audience",
              "block", "zip_code")}  # fmt: skip
    body = desk.get(f"/desk/testville/gatherings.{ending}?state=").content
    Gathering.objects.all().delete()
    desk.post(IMPORT, {"table": upload(body, f"g.{ending}")})
    back = Gathering.objects.get()
    assert {name: getattr(back, name) for name in before} == before
    assert back.host.email == "dana@example.org"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\uff1dx"])
def test_what_a_spreadsheet_would_run_is_guarded_and_comes_back(text):
    assert safe_text(text) == f"'{text}"
    assert plain(safe_text(text)) == text


def test_numbers_stay_numbers_in_both_files():
    rows = [["=1+1", -77.153, 40, ""]]
    header = ["a", "b", "c", "d"]
    (_, cells) = list(csv.reader(io.StringIO(write_csv(header, rows).decode("utf-8-sig"))))
    assert cells == ["'=1+1", "-77.153", "40", ""]
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook("g", header, rows))).active
    values = [cell.value for cell in sheet[2]]
    assert values[:3] == ["'=1+1", -77.153, 40]
    assert [cell.data_type for cell in sheet[2]][:3] == ["s", "n", "n"]


def test_a_workbook_takes_any_text():
    odd = "a\x00<b>&\x0b\ud83c\udf89".encode("utf-16", "surrogatepass").decode("utf-16")
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook("<x>", ["h"], [[odd]]))).active
    assert sheet["A2"].value == "a<b>&\U0001f389"


def test_an_export_says_all_columns(desk, gather):
    gather()
    text = desk.get("/desk/testville/gatherings.csv?state=").content.decode("utf-8-sig")
    assert text.splitlines()[0].split(",") == list(COLUMNS)
    assert desk.get("/desk/testville/gatherings.exe").status_code == 404


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    return out.getvalue()


def entities():
    out = io.BytesIO()
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in (
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", "<workbook/>"),
            ("xl/worksheets/sheet1.xml", f'<!DOCTYPE x [<!ENTITY l0 "l">{lol}]><x>&l8;</x>'),
        ):
            archive.writestr(name, text)
    return out.getvalue()


def escaping(name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


def symlink():
    out = io.BytesIO()
    info = zipfile.ZipInfo("xl/workbook.xml")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("g.xlsx", bomb()),
        ("g.xlsx", entities()),
        ("g.xlsx", escaping("../../evil")),
        ("g.xlsx", escaping("/etc/cron.d/evil")),
        ("g.xlsx", symlink()),
        ("g.xlsx", b"title,address\n"),
        ("g.csv", b"PK\x03\x04 no text"),
        ("g.exe", b"MZ"),
        ("g.csv", b""),
    ],
    ids=["bomb", "entities", "dots", "root", "symlink", "no workbook", "no text", "exe", "empty"],
)
def test_harmful_files_are_refused_with_a_reason(desk, town, name, data):
    page = desk.post(IMPORT, {"table": upload(data, name)})
    assert page.status_code == 422
    assert page.context["form"].errors["table"]
    assert not Gathering.objects.exists()


def test_what_is_refused_says_why():
    with pytest.raises(UnsafeFile):
        read_table(upload(bomb(), "g.xlsx"))
    with pytest.raises(MissingColumn, match="'starts'"):
        read_table(upload("title,address\nx,y\n"))
    with pytest.raises(UnreadableFile, match="5,000 rows"):
        read_table(upload(HEADER + ROW * 5_001))


def test_a_name_with_a_path_in_it_is_used_for_nothing(town, tmp_path):
    table = read_table(upload(HEADER + ROW, "../../../etc/passwd.csv"))
    assert bring_gatherings(city=town, table=table).n_new == 1


def test_an_upload_stops_at_its_limit(desk, town, settings):
    settings.UPLOAD_MAX_BYTES = 100_000
    page = desk.post(IMPORT, {"table": upload(HEADER + ROW * 2_000)})
    assert page.status_code == 413
    assert "larger than" in page.content.decode()
