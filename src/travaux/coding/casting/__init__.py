"""Who plays which part in an act: the actors whom its sentence and its report offer, weighed for each of its slots."""
