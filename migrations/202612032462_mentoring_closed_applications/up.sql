-- Applications for a replacement that stayed open when their pair came to its end: nothing follows them.
UPDATE mentorship_applications SET state = 'lapsed'
WHERE state IN ('submitted', 'accepted')
  AND mentorship_id IN (SELECT id FROM mentorships WHERE state IN ('ended', 'cancelled'));
