package io.tollgate.msrp.session;

import io.tollgate.charging.MessageGate;
import io.tollgate.msrp.ConferenceTerms;
import io.tollgate.msrp.FocusLeg;
import io.tollgate.msrp.MsrpConference;
import io.tollgate.msrp.MsrpConfig;
import io.tollgate.msrp.MsrpLimits;
import io.tollgate.msrp.MsrpListener;
import io.tollgate.msrp.MsrpParticipant;
import io.tollgate.msrpclient.MsrpAgent;
import io.tollgate.msrpclient.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A conference over sockets: participants join by an SDP exchange as over SIP. */
final class ConferenceLab implements AutoCloseable {
  static final String ROOM = "sip:room@example.com";

  final NettyMsrpPlane plane;
  final CountingGate gate;
  final MsrpConference conference;
  final List<MsrpAgent> agents = new ArrayList<>();
  final List<FocusLeg> legs = new ArrayList<>();

  ConferenceLab() {
    this(MsrpLimits.DEFAULT, new CountingGate());
  }

  ConferenceLab(MsrpLimits limits, CountingGate gate) {
    this(limits, gate, true);
  }

  /**
   * @param extras nicknames and private messages
   */
  ConferenceLab(boolean extras) {
    this(MsrpLimits.DEFAULT, new CountingGate(), extras);
  }

  private ConferenceLab(MsrpLimits limits, CountingGate gate, boolean extras) {
    this.gate = gate;
    this.plane = NettyMsrpPlane.start(MsrpConfig.loopback(limits));
    this.conference =
        plane.openConference(
            new ConferenceTerms("room", ROOM, extras, extras, Duration.ZERO),
            new MsrpListener() {});
  }

  static String uri(int index) {
    return "sip:user" + index + "@example.com";
  }

  /** So many participants; those with an even number dial in, the others are dialled out to. */
  ConferenceLab with(int participants) throws IOException {
    for (int i = 0; i < participants; i++) {
      join();
    }
    for (MsrpAgent agent : agents) {
      agent.awaitConnection();
    }
    return this;
  }

  MsrpAgent join() throws IOException {
    return join(gate);
  }

  MsrpAgent join(MessageGate counting) throws IOException {
    int index = agents.size();
    MsrpAgent agent = MsrpAgent.onLoopback();
    FocusLeg leg = conference.join(new MsrpParticipant(uri(index)));
    leg.admit(counting);
    if (index % 2 == 0) {
      leg.remoteOffer(agent.sdp("active"));
      agent.agree(leg.answer(), true);
    } else {
      agent.agree(leg.offer(), false);
      leg.remoteAnswer(agent.sdp("passive"));
    }
    agents.add(agent);
    legs.add(leg);
    return agent;
  }

  /** To everybody. */
  static Outgoing says(int sender, String text) {
    return says(sender, text.getBytes(StandardCharsets.UTF_8));
  }

  static Outgoing says(int sender, byte[] content) {
    return Outgoing.cpim(uri(sender), ROOM, "text/plain", content);
  }

  @Override
  public void close() {
    agents.forEach(MsrpAgent::close);
    plane.close();
  }
}
