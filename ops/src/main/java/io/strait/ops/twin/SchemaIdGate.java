package io.strait.ops.twin;

import io.strait.replicator.sync.schema.LiveIds;
import io.strait.replicator.sync.schema.SchemaPolicy;
import io.strait.replicator.topology.LinkName;
import io.strait.replicator.wire.SchemaIdTable;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Says to a running engine what becomes of schema ids.
 *
 * <p>An id counts as one of a side if a subject of it is named after the topic, as {@code
 * <topic>-key}, {@code <topic>-value} or {@code <topic>-<record>}, or if the operator lists the
 * topic: other bytes may look like ids, such as longs that are keys. Any thread.
 */
final class SchemaIdGate implements SchemaIdTable {
  private final LinkName link;
  private final SchemaPolicy policy;
  private volatile Optional<LiveIds> ids = Optional.empty();
  private volatile boolean missing;

  SchemaIdGate(LinkName link, SchemaPolicy policy) {
    this.link = link;
    this.policy = policy;
  }

  /** From now on it answers from these. */
  void follow(LiveIds found) {
    ids = Optional.of(found);
  }

  /** Whether an id was asked for since the last call that the target has not got yet. */
  boolean takeMissing() {
    boolean was = missing;
    missing = false;
    return was;
  }

  @Override
  public boolean isIdentity() {
    return ids.filter(LiveIds::isKnown).filter(LiveIds::isIdentity).isPresent();
  }

  @Override
  public Fate fate(Side side, int sourceId) {
    Optional<LiveIds> known = ids.filter(LiveIds::isKnown);
    if (known.isEmpty()) {
      return Fate.waiting("the schema registries have not been compared yet; see " + plan());
    }
    LiveIds now = known.get();
    if (now.isIdentity()) {
      return Fate.SAME;
    }
    OptionalInt target = now.target(sourceId);
    if (target.isEmpty() && now.isSettled(side, sourceId)) {
      return Fate.SAME;
    }
    if (target.isEmpty() && !now.exists(sourceId)) {
      return Fate.waiting("schema id " + sourceId + " is looked up in the source's registry");
    }
    if (!isOf(side, now, sourceId) || target.isPresent() && target.getAsInt() == sourceId) {
      return Fate.SAME;
    }
    if (target.isPresent()) {
      return Fate.becomes(target.getAsInt());
    }
    missing = true;
    return Fate.waiting(
        "schema id " + sourceId + " of the source is not on the target yet; see " + plan());
  }

  private String plan() {
    return "'strait plan --link " + link + " --aspect schemas'";
  }

  private boolean isOf(Side side, LiveIds now, int sourceId) {
    boolean listed = (side.key() ? policy.keys() : policy.values()).selects(side.topic());
    return listed || now.subjects(sourceId).stream().anyMatch(subject -> isOf(side, subject));
  }

  /** No name of a record has a dash: 'orders-eu-value' is not of topic 'orders'. */
  private static boolean isOf(Side side, String subject) {
    String begin = side.topic() + "-";
    String rest = subject.startsWith(begin) ? subject.substring(begin.length()) : "-";
    if (side.key()) {
      return rest.equals("key");
    }
    return rest.equals("value") || !rest.equals("key") && rest.indexOf('-') < 0;
  }
}
