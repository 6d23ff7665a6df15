"""Extensions, supervisions and parkings of tickets."""
