package io.strait.client;

import java.util.UUID;

/** Names one client object in acknowledgements. */
final class ClientName {
  private ClientName() {}

  /**
   * The application's instance, the role and a random part: two objects of one name would
   * acknowledge for each other.
   */
  static String of(SwitchingConfig config, String role) {
    return config.instance() + "." + role + "." + UUID.randomUUID().toString().substring(0, 8);
  }
}
