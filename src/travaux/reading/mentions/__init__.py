"""Who is named: names, persons with offices, pronouns and descriptions, linked to actors."""
