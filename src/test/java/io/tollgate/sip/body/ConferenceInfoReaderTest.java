package io.tollgate.sip.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.tollgate.conference.JoiningMethod;
import io.tollgate.conference.ParticipantState;
import io.tollgate.conference.ParticipantView;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.body.ConferenceInfoReader.Document;
import io.tollgate.sip.body.ConferenceInfoReader.Member;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4575, as far as charging wants to know. */
class ConferenceInfoReaderTest {
  private static final String CONFERENCE = "sip:room@conf.example.com";

  @Test
  void readsWhatAFocusWrites() {
    ConferenceInfo focus = new ConferenceInfo(CONFERENCE, "a <subject>");
    Document full =
        read(
            focus.full(
                3,
                2,
                List.of(
                    user("alice", ParticipantState.CONNECTED),
                    user("bob", ParticipantState.HELD),
                    user("carol", ParticipantState.RINGING),
                    user("dave", ParticipantState.GONE))));
    assertThat(full.entity()).isEqualTo(CONFERENCE);
    assertThat(full.full()).isTrue();
    assertThat(full.over()).isFalse();
    assertThat(full.version()).isEqualTo(3);
    assertThat(full.members())
        .containsExactly(
            new Member("sip:alice@example.com", true),
            new Member("sip:bob@example.com", true),
            new Member("sip:carol@example.com", false),
            new Member("sip:dave@example.com", false));
    assertThat(read(focus.partial(4, 3, List.of(user("carol", ParticipantState.CONNECTED)))).full())
        .isFalse();
    assertThat(read(focus.deleted(5)).over()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<",
        "<conference-info xmlns='urn:ietf:params:xml:ns:conference-info'/>",
        "<conference-info entity='sip:a@b'/>",
        "<!DOCTYPE c [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
            + "<conference-info xmlns='urn:ietf:params:xml:ns:conference-info' entity='sip:a@b'/>",
        "<other xmlns='urn:ietf:params:xml:ns:conference-info' entity='sip:a@b'/>"
      })
  void whatIsNoneSaysNothing(String text) {
    assertThat(new ConferenceInfoReader().read(text.getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void whatIsTooMuchSaysNothing() {
    StringBuilder users = new StringBuilder();
    for (int i = 0; i < 1_001; i++) {
      users.append("<user entity='sip:u").append(i).append("@a'/>");
    }
    String head =
        "<conference-info xmlns='urn:ietf:params:xml:ns:conference-info' entity='sip:a@b'><users>";
    String text = head + users + "</users></conference-info>";
    assertThat(new ConferenceInfoReader().read(text.getBytes(StandardCharsets.UTF_8))).isNull();
    String deep = head + "<x>".repeat(40) + "</x>".repeat(40) + "</users></conference-info>";
    assertThat(new ConferenceInfoReader().read(deep.getBytes(StandardCharsets.UTF_8))).isNull();
    assertThat(new ConferenceInfoReader().read(new byte[262_145])).isNull();
  }

  private static Document read(String text) {
    return Objects.requireNonNull(
        new ConferenceInfoReader().read(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static ParticipantView user(String name, ParticipantState state) {
    return new ParticipantView(
        UserAddress.of("sip:" + name + "@example.com"),
        name,
        state,
        JoiningMethod.DIALED_IN,
        null,
        Instant.EPOCH);
  }
}
