package io.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.charging.enabler.ChargingPolicy;
import io.tollgate.charging.flow.ConferencePayer;
import io.tollgate.charging.record.ChargingInterface;
import io.tollgate.charging.record.PeerHints;
import io.tollgate.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How messages are sold, by the charging system that is to sell them (RFC 8506 6, TS 32.299). */
class ChargingAssemblyTest {

  private static final String TWO =
      "ocs1.example.com@127.0.0.1:3868;ro, ocs2.example.net@127.0.0.1:3869;ro";

  @Test
  void withoutAProfileTheSettingSays() {
    assertThat(reserves(Map.of(), PeerHints.NONE)).isFalse();
    assertThat(reserves(Map.of("charging.reserve-messages", "true"), PeerHints.NONE)).isTrue();
  }

  /** An OCS that gives nothing back must not be asked to take beforehand. */
  @Test
  void theProfileOfAPeerCountsAsTheOneOfItsRealmDoes() {
    for (String chosen : List.of("sigscale", "ocs1.example.com=sigscale", "example.org=sigscale")) {
      assertThat(
              reserves(
                  Map.of("diameter.profiles", chosen, "diameter.online-realm", "example.org"),
                  PeerHints.NONE))
          .as(chosen)
          .isTrue();
    }
  }

  @Test
  void whereOneOfTwoGivesNothingBackNothingIsTakenBeforehand() {
    assertThat(reserves(Map.of("diameter.profiles", "ocs2.example.net=sigscale"), PeerHints.NONE))
        .isTrue();
  }

  @Test
  void theOcsThatTheSignallingNamesSellsAsItsOwnProfileSays() {
    Map<String, String> settings =
        Map.of("diameter.profiles", "other.example=sigscale, ocs9.example=3gpp");
    for (String named :
        List.of("ocs.other.example", "aaa://OCS.Other.example:3868;transport=tcp")) {
      assertThat(reserves(settings, new PeerHints(List.of(), List.of(named)))).isTrue();
    }
    assertThat(reserves(settings, new PeerHints(List.of(), List.of("ocs9.example")))).isFalse();
    assertThat(reserves(settings, PeerHints.NONE)).isFalse();
  }

  private static boolean reserves(Map<String, String> more, PeerHints hints) {
    Map<String, String> all = new HashMap<>(more);
    all.put("diameter.peers", TWO);
    Settings settings = Settings.of(all);
    ChargingPolicy policy =
        ChargingAssembly.policy(
            settings.charging(),
            ConferencePayer.OWNER,
            Set.of(ChargingInterface.CH2),
            settings.diameter().onlineProfiles(),
            settings.diameter().loadProfiles().named());
    return policy.online(hints).reservesMessages();
  }
}
