package io.strait.replicator.sync.user;

import java.util.Comparator;
import org.apache.kafka.clients.admin.ScramMechanism;

/** One credential: whose, and for which mechanism. */
record ScramKey(String user, ScramMechanism mechanism) {
  /** So that plans are stable. */
  static final Comparator<ScramKey> ORDER =
      Comparator.comparing(ScramKey::user).thenComparing(ScramKey::mechanism);

  /** For example {@code user app SCRAM-SHA-512}. */
  String resource() {
    return "user " + user + " " + mechanism.mechanismName();
  }
}
