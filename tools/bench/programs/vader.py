"""Scores paragraphs with VADER. Usage: vader.py PARAGRAPHS.txt"""

import sys

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

analyzer = SentimentIntensityAnalyzer()
with open(sys.argv[1], encoding="utf-8") as file:
    for paragraph in file:
        print(analyzer.polarity_scores(paragraph)["compound"])
