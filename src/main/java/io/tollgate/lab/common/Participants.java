package io.tollgate.lab.common;

import static io.tollgate.lab.stack.Code.NUMBER_OF_PARTICIPANTS;
import static io.tollgate.lab.stack.Code.POC_INFORMATION;
import static io.tollgate.lab.stack.Code.SERVICE_INFORMATION;

import io.tollgate.lab.stack.AvpReader;
import java.util.OptionalLong;

/** Number-Of-Participants, in either of the two containers that senders use for it. */
public final class Participants {

  private Participants() {}

  public static OptionalLong count(AvpReader avps) {
    OptionalLong inPoc = avps.number(SERVICE_INFORMATION, POC_INFORMATION, NUMBER_OF_PARTICIPANTS);
    return inPoc.isPresent() ? inPoc : avps.number(SERVICE_INFORMATION, NUMBER_OF_PARTICIPANTS);
  }
}
