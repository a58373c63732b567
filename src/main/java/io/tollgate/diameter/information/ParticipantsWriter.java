package io.tollgate.diameter.information;

import static io.tollgate.diameter.avp.ChargingAvps.CALLED_PARTY_ADDRESS;
import static io.tollgate.diameter.avp.ChargingAvps.CHARGED_PARTY;
import static io.tollgate.diameter.avp.ChargingAvps.NUMBER_OF_PARTICIPANTS;
import static io.tollgate.diameter.avp.ChargingAvps.PARTICIPANT_GROUP;
import static io.tollgate.diameter.avp.ChargingAvps.POC_CONTROLLING_ADDRESS;
import static io.tollgate.diameter.avp.ChargingAvps.POC_GROUP_NAME;
import static io.tollgate.diameter.avp.ChargingAvps.POC_INFORMATION;
import static io.tollgate.diameter.avp.ChargingAvps.POC_SERVER_ROLE;
import static io.tollgate.diameter.avp.ChargingAvps.POC_SESSION_ID;
import static io.tollgate.diameter.avp.ChargingAvps.POC_SESSION_TYPE;

import io.tollgate.charging.record.Participant;
import io.tollgate.charging.record.Roster;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.information.MappingPolicy.ParticipantContainer;

/**
 * Writes who takes part. The text of Number-Of-Participants 885 and PoC-Group-Name 859 admits IM;
 * where they stand for IM is the operator's choice.
 */
final class ParticipantsWriter {
  private final ParticipantContainer container;

  ParticipantsWriter(ParticipantContainer container) {
    this.container = container;
  }

  void write(AvpWriter out, ServiceInformation service) {
    switch (container) {
      case POC -> poc(out, service);
      case SERVICE_INFORMATION -> {
        out.unsigned32(NUMBER_OF_PARTICIPANTS, service.roster().count());
        groups(out, service.roster());
      }
      case NONE -> {}
    }
  }

  private static void poc(AvpWriter out, ServiceInformation service) {
    int mark = out.begin(POC_INFORMATION);
    out.integer32(POC_SERVER_ROLE, service.function().code())
        .integer32(POC_SESSION_TYPE, service.sessionType().code())
        .unsigned32(NUMBER_OF_PARTICIPANTS, service.roster().count());
    groups(out, service.roster());
    String focus = service.correlation().focusUri();
    if (focus != null) {
      out.text(POC_CONTROLLING_ADDRESS, focus);
    }
    String group = service.groupName();
    if (group != null) {
      out.text(POC_GROUP_NAME, group);
    }
    if (focus != null) {
      out.text(POC_SESSION_ID, focus);
    }
    out.text(CHARGED_PARTY, service.parties().chargedParty()).end(mark);
  }

  private static void groups(AvpWriter out, Roster roster) {
    for (Participant participant : roster.participants()) {
      int mark = out.begin(PARTICIPANT_GROUP);
      out.text(CALLED_PARTY_ADDRESS, participant.uri()).end(mark);
    }
  }
}
