package io.strait.migrator.fence.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenyTest {
  @ParameterizedTest
  @ValueSource(strings = {"User:*", "Group:*", "app", ":app", "User:", ""})
  void shouldRefuseWhenThePrincipalIsNotNamed(String principal) {
    assertThatThrownBy(() -> Deny.write("flights", principal))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("principal '" + principal + "'");
  }

  @Test
  void shouldSayWhyWhenTheWildcardUserIsRefused() {
    assertThat(Deny.refusal("User:*"))
        .hasValueSatisfying(why -> assertThat(why).contains("reverse link"));
    assertThat(Deny.refusal("User:CN=app,OU=x")).isEmpty();
  }

  @Test
  void shouldRefuseWhenTheTopicIsAWildcard() {
    assertThatThrownBy(() -> Deny.write("*", "User:app"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name of one resource");
  }
}
