package io.tollgate.diameter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tollgate.charging.record.ChargingInterface;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTextTest {

  @Test
  void anIdentityAloneIsLookedUpAndServesBothInterfaces() {
    PeerConfig peer = PeerText.parse("ocs.example.com");
    assertThat(peer.address()).isEqualTo("ocs.example.com");
    assertThat(peer.port()).isEqualTo(3868);
    assertThat(peer.interfaces()).containsExactlyInAnyOrder(ChargingInterface.values());
    assertThat(peer.wire()).isEqualTo(PeerConfig.Wire.TCP);
  }

  @Test
  void everyOptionIsRead() {
    PeerConfig peer = PeerText.parse("ocs.example.com@[::1]:4000;ro;tls;priority=2;weight=3");
    assertThat(peer.host()).isEqualTo("ocs.example.com");
    assertThat(peer.address()).isEqualTo("::1");
    assertThat(peer.port()).isEqualTo(4000);
    assertThat(peer.interfaces()).containsExactly(ChargingInterface.CH2);
    assertThat(peer.wire()).isEqualTo(PeerConfig.Wire.TLS);
    assertThat(peer.priority()).isEqualTo(2);
    assertThat(peer.weight()).isEqualTo(3);
  }

  @Test
  void tlsHasAPortOfItsOwn() {
    assertThat(PeerText.parse("ocs.example.com;tls").port()).isEqualTo(5658);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ocs;",
        "ocs;fast",
        "ocs@",
        "ocs@host:0",
        "ocs@host:70000",
        "ocs@host:x",
        "ocs;weight=0",
        "ocs;priority=-1",
        "o cs",
        "@host:3868"
      })
  void anythingElseIsRefusedWithWhatWasExpected(String text) {
    assertThatThrownBy(() -> PeerText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\" (expected: identity[@host[:port]]");
  }

  @Test
  void anIdentityStandsOnce() {
    assertThatThrownBy(() -> PeerText.parse(List.of("a", "a"), 1, 0))
        .hasMessageContaining("each identity once");
  }
}
