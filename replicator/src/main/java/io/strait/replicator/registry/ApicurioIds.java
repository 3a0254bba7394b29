package io.strait.replicator.registry;

import java.util.Map;

/**
 * Which ids an Apicurio registry has given away, over all groups.
 *
 * @param contents hash of the content, by content id (what records carry)
 * @param lastVersion the highest global id, which every version has one of
 */
record ApicurioIds(Map<Integer, String> contents, long lastVersion) {
  /** Keeps a copy. */
  ApicurioIds {
    contents = Map.copyOf(contents);
  }
}
