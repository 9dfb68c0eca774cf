-- Sheets of a campaign by state: what waits for a check, without the sheets of everybody else's campaigns.
CREATE INDEX sheets_campaign_state ON sheets (campaign_id, state, due_on, id);
