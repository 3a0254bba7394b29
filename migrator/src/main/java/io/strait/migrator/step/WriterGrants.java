package io.strait.migrator.step;

import io.strait.migrator.gate.Verdict;
import io.strait.replicator.topology.Link;
import java.util.List;

/**
 * Permissions to write that a link's target is to have only once it is promoted. Both methods may
 * be repeated; none waits without a limit.
 */
public interface WriterGrants {
  /** Nothing is ever held back. */
  static WriterGrants none() {
    return new WriterGrants() {
      @Override
      public List<String> heldBack(Link link) {
        return List.of();
      }

      @Override
      public Verdict give(Link link) {
        return new Verdict.Passed("nothing is held back");
      }
    };
  }

  /**
   * What the link's target lacks until then, one text each, in which the principal stands between
   * blanks; nothing if that is not known. Changes nothing.
   */
  List<String> heldBack(Link link);

  /**
   * Makes all of it; passed once the target shows it. Failed if that does not become true by
   * waiting, for example because a permission is missing.
   */
  Verdict give(Link link);
}
