"""How each kind of blood cell looks, as layers of stain.

The features follow what Palmer and others recommend for naming and grading cells of the peripheral blood film
(ICSH, Int. J. Lab. Hematol. 37, 287, 2015) and Bain's "Blood Cells: A Practical Guide" (5th edition, 2015); sizes are
those of a dried film.
"""
