"""The marks: verdict, levels, evidence in the answer, advice, exemplars."""
