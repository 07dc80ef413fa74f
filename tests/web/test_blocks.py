"""The block of an address never says the house."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nightout.web.gatherings.blocks import block_of, say_place


@pytest.mark.parametrize(
    ("address", "block"),
    [
        ("612 Elm St", "600 block of Elm St"),
        ("7 Elm St", "0 block of Elm St"),
        ("1234 N 5th Ave, Apt 6", "1200 block of N 5th Ave"),
        ("1234 N 5th Ave #6", "1200 block of N 5th Ave"),
        ("12-34 31st Rd", "0 block of 31st Rd"),
        ("612B Elm St", "600 block of Elm St"),
        ("612 1/2 Elm St", "600 block of Elm St"),
        ("612 Elm St, 612 Elm Street, Rockville", "600 block of Elm St"),
        ("Unit 5, 612 Elm St", "600 block of Elm St"),
        ("Elm St 612", "Elm St"),
        ("2014 S Street 33", "2000 block of S Street 33"),
        ("612 Highway 7", "600 block of Highway 7"),
        ("612 County Road 612", "600 block of County Road"),
        ("612 Elm Street 612B", "600 block of Elm Street"),
        ("Elm Street 612", "Elm Street"),
        ("Elm St and 3rd Ave", "Elm St and 3rd Ave"),
        ("Riverside Park, shelter 3", "Riverside Park"),
        ("612", "an address that is not shown"),
    ],
)
def test_a_block_is_the_hundred_of_its_street(address, block):
    assert block_of(address) == block


@given(
    house=st.integers(101, 99_999).filter(lambda n: n % 100),
    street=st.sampled_from(
        ["Elm St", "N Main St", "Avenue B", "MLK Blvd", "Street 33", "State Road"]
    ),
    tail=st.sampled_from(["", ", Apt {}", " #{}", ", {} rear", " (house {})", " {}"]),
)
def test_no_house_number_stands_in_a_block(house, street, tail):
    block = block_of(f"{house} {street}{tail.format(house)}")
    assert str(house) not in block.split()
    assert block.startswith(f"{house // 100 * 100} block of ")


@pytest.mark.parametrize(
    ("stored", "english", "spanish"),
    [
        ("600 block of Elm St", "600 block of Elm St", "cuadra 600 de Elm St"),
        ("0 block of 5th Ave", "0 block of 5th Ave", "cuadra 0 de 5th Ave"),
        (
            "an address that is not shown",
            "an address that is not shown",
            "una dirección que no se muestra",
        ),
        ("612 Elm St", "612 Elm St", "612 Elm St"),
        ("Lincoln Park", "Lincoln Park", "Lincoln Park"),
    ],
)
def test_a_place_is_said_in_the_readers_language(stored, english, spanish):
    with translation.override("en"):
        assert say_place(stored) == english
    with translation.override("es"):
        assert say_place(stored) == spanish
