"""Documents that the formulas are from; they are no sources of the case, which holds evidence only."""

from typing import Final

BARREL: Final = (
    "National Institute of Standards and Technology, Handbook 44, appendix C: "
    "a barrel of petroleum is 42 US gallons of 231 cubic inches"
)
IMMERSION: Final = (
    "C. B. Barrass and D. R. Derrett, Ship Stability for Masters and Mates: "
    "tonnes per centimetre of immersion and coefficients of form"
)
AIS_DRAUGHT: Final = (
    "H. Jia, V. Prakash and T. Smith, Estimating vessel payloads in bulk shipping using AIS data, "
    "International Journal of Shipping and Transport Logistics 11(1), 2019, 25–40, "
    "and their paper of 2015 on how far such draughts can be relied on"
)
SIMULATION: Final = (
    "Joint Committee for Guides in Metrology, JCGM 101:2008: "
    "propagation of distributions using a Monte Carlo method"
)
RATE: Final = (
    "A. Gelman and others, Bayesian Data Analysis, 3rd edition, 2013, chapter 2: "
    "counts with a known exposure, gamma distribution of their rate"
)
