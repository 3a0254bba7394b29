package io.strait.sandbox;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The passwords of one start of a cluster; fresh random ones each time, never printed. */
final class Credentials {
  static final String SCRAM = "SCRAM-SHA-512";
  static final String PLAIN = "PLAIN";

  private static final int BYTES = 24;

  private final Map<String, String> passwords;
  private final String storePassword;

  private Credentials(Map<String, String> passwords, String storePassword) {
    this.passwords = passwords;
    this.storePassword = storePassword;
  }

  static Credentials random(SecureRandom random) {
    Map<String, String> passwords = new TreeMap<>();
    Principals.clients().forEach(name -> passwords.put(name, password(random)));
    passwords.put(Principals.BROKER, password(random));
    return new Credentials(passwords, password(random));
  }

  /** Base64url letters only, so that no quoting is needed wherever it is written. */
  private static String password(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Of key store and trust store. */
  String storePassword() {
    return storePassword;
  }

  /** What the storage formatter takes to create the clients' SCRAM credentials. */
  List<String> scramArguments() {
    List<String> arguments = new ArrayList<>();
    for (String name : Principals.clients()) {
      arguments.add("SCRAM-SHA-512=[name=" + name + ",password=" + passwords.get(name) + "]");
    }
    return arguments;
  }

  /** Of one of {@link Principals#clients}. */
  String password(String principal) {
    if (!Principals.clients().contains(principal)) {
      throw new IllegalArgumentException(
          "no sandbox principal '" + principal + "'; there are " + Principals.clients());
    }
    return passwords.get(principal);
  }

  String clientJaas(String principal, String mechanism) {
    return loginModule(mechanism)
        + " required username=\""
        + principal
        + "\" password=\""
        + password(principal)
        + "\";";
  }

  /** The brokers' end of the listener that clients use. */
  String clientListenerJaas(String mechanism) {
    StringBuilder jaas = new StringBuilder(loginModule(mechanism)).append(" required");
    if (mechanism.equals(PLAIN)) {
      for (String name : Principals.clients()) {
        jaas.append(" user_").append(name).append("=\"").append(password(name)).append('"');
      }
    }
    return jaas.append(';').toString();
  }

  private static String loginModule(String mechanism) {
    return mechanism.equals(PLAIN)
        ? "org.apache.kafka.common.security.plain.PlainLoginModule"
        : "org.apache.kafka.common.security.scram.ScramLoginModule";
  }

  /** Both ends of the listeners that only brokers and controllers use. */
  String brokerJaas() {
    String password = passwords.get(Principals.BROKER);
    return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\""
        + Principals.BROKER
        + "\" password=\""
        + password
        + "\" user_"
        + Principals.BROKER
        + "=\""
        + password
        + "\";";
  }

  @Override
  public String toString() {
    return "Credentials" + passwords.keySet();
  }
}
