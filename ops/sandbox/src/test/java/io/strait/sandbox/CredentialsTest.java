package io.strait.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private final Credentials credentials = Credentials.random(new SecureRandom());

  @Test
  void shouldGiveEveryStartOtherPasswords() {
    Credentials other = Credentials.random(new SecureRandom());

    assertThat(credentials.clientJaas("app", Credentials.SCRAM))
        .isNotEqualTo(other.clientJaas("app", Credentials.SCRAM));
    assertThat(credentials.storePassword()).isNotEqualTo(other.storePassword());
  }

  @Test
  void shouldShowNoPasswordWhenPrinted() {
    String password =
        credentials.clientJaas("app", Credentials.SCRAM).replaceAll(".*password=\"(.*)\";", "$1");

    assertThat(password).hasSize(32);
    assertThat(credentials.toString()).contains("app").doesNotContain(password);
  }

  @Test
  void shouldRefuseStrangersAndTheBrokersOwnIdentity() {
    assertThatThrownBy(() -> credentials.clientJaas("mallory", Credentials.SCRAM))
        .hasMessageContaining("no sandbox principal 'mallory'");
    assertThatThrownBy(() -> credentials.clientJaas(Principals.BROKER, Credentials.PLAIN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
