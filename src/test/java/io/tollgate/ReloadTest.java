package io.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.diameter.transport.TransportException;
import io.tollgate.settings.EffectiveSettings;
import io.tollgate.settings.SettingsReader;
import io.tollgate.settings.SettingsSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReloadTest {
  private final Map<String, String> file = new HashMap<>();
  private final List<String> carriedOut = new ArrayList<>();
  private String firstFails = "";
  private String roomFails = "";

  private final Reload reload =
      new Reload(
          read(),
          this::read,
          settings -> {
            if (!firstFails.isEmpty()) {
              throw new TransportException(firstFails);
            }
            carriedOut.add("peers " + settings.diameter().peers());
          },
          List.of(
              settings -> () -> carriedOut.add("limit " + settings.sip().maxSessions()),
              settings -> {
                if (!roomFails.isEmpty()) {
                  throw new IllegalArgumentException(roomFails);
                }
                return () -> carriedOut.add("groups");
              }));

  private EffectiveSettings read() {
    return new SettingsReader().with(new SettingsSource("tollgate.properties", file)).read();
  }

  @Test
  void putsAllIntoForceThatChangedAndSaysWhat() {
    file.put("sip.max-sessions", "7");
    file.put("charging.exempt", "sip:care@*");
    Reload.Report report = reload.now();
    assertThat(report.done()).isTrue();
    assertThat(report.lines())
        .contains("sip.max-sessions: 0 -> 7 (tollgate.properties)")
        .contains("charging.exempt: urn:service:sos* -> sip:care@* (tollgate.properties)");
    assertThat(carriedOut).containsExactly("peers []", "limit 7", "groups");
    assertThat(reload.inForce().settings().sip().maxSessions()).isEqualTo(7);
  }

  @Test
  void theFilesThatSettingsNameAreReadAnewThoughNoSettingChanged() {
    assertThat(reload.now().done()).isTrue();
    assertThat(carriedOut).contains("groups");
  }

  @Test
  void aMistakeAnywhereChangesNothing() {
    file.put("sip.max-sessions", "many");
    assertThat(reload.now().lines())
        .anyMatch(line -> line.startsWith("sip.max-sessions: \"many\""))
        .contains("nothing was changed");
    assertThat(carriedOut).isEmpty();
  }

  @Test
  void whatNeedsARestartSaysSoAndChangesNothing() {
    file.put("sip.max-sessions", "7");
    file.put("msrp.port", "2856");
    Reload.Report report = reload.now();
    assertThat(report.done()).isFalse();
    assertThat(report.lines().get(0)).startsWith("msrp.port: 2855 -> 2856").contains("a restart");
    assertThat(carriedOut).isEmpty();
    assertThat(reload.inForce().settings().sip().maxSessions()).isZero();
  }

  @Test
  void aRoomThatCannotGoByItChangesNothing() {
    file.put("sip.max-sessions", "7");
    roomFails = "groups.txt:3: \"rom\" (expected: group or room)";
    assertThat(reload.now().lines()).containsExactly(roomFails, "nothing was changed");
    roomFails = "";
    firstFails = "TLS: cannot use it";
    assertThat(reload.now().lines()).containsExactly(firstFails, "nothing was changed");
    assertThat(carriedOut).isEmpty();
    firstFails = "";
    assertThat(reload.now().done()).isTrue();
  }
}
