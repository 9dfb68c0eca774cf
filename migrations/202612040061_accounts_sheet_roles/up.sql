-- What a sheet of codes gives besides «Педагог»: a role of the own organisation that whoever prepared it may give.
ALTER TABLE invitation_sheet_rows ADD COLUMN role TEXT; -- none: «Педагог» alone
