-- The UPDATE that was on its way when the closing was noted: it is repeated first, so that what it
-- reports is reported once whether it arrived or not.
ALTER TABLE open_session ADD COLUMN unanswered TEXT;
