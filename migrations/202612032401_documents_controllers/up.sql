-- On whom an order lays the control of its execution: «заместитель начальника Зуева А. П.»; none: nobody said.
ALTER TABLE documents ADD COLUMN controller TEXT;
