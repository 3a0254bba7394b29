package io.strait.sandbox;

import java.util.List;

/** The identities of a secured sandbox cluster. */
public final class Principals {
  /** A super user; no ACL holds it back. */
  public static final String ADMIN = "admin";

  /** Copies records; has no right to change permissions. */
  public static final String STRAIT = "strait";

  /** Fences, moves groups and keeps the journal; may change permissions. */
  public static final String STRAIT_CUTOVER = "strait-cutover";

  /** Stands for the applications that produce and consume. */
  public static final String APP = "app";

  /** Brokers among themselves; a super user that no client listener accepts. */
  static final String BROKER = "broker";

  private static final List<String> CLIENTS = List.of(ADMIN, STRAIT, STRAIT_CUTOVER, APP);

  private Principals() {}

  /** Every principal that a client can log in as. */
  public static List<String> clients() {
    return CLIENTS;
  }
}
