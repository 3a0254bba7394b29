package io.strait.migrator.run;

import java.util.List;

/** Where commands arrive. */
public interface CommandInbox {
  /** The commands that have arrived since the last call; after opening, all that are kept. */
  List<Command> poll();
}
