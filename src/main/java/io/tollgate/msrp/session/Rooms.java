package io.tollgate.msrp.session;

import io.tollgate.msrp.ConferenceTerms;
import io.tollgate.msrp.codec.Status;
import java.util.Collection;
import java.util.List;

/**
 * Who a CPIM message goes to (RFC 7701 section 6): everybody else when To names the conference or
 * nobody in particular, one participant when it names him. From must be the sender, or nobody.
 */
final class Rooms {
  private static final String NOBODY = "anonymous@anonymous.invalid";

  private final String conference;
  private final boolean privateMessages;

  Rooms(ConferenceTerms terms) {
    this.conference = CpimHead.normal(terms.uri());
    this.privateMessages = terms.privateMessages();
  }

  Status receivers(
      CpimHead cpim, Member sender, Collection<Member> members, List<Member> receivers) {
    String from = cpim.from();
    if (from != null && !from.equals(sender.identity) && !from.equals(NOBODY)) {
      return Status.FORBIDDEN;
    }
    boolean everybody = true;
    for (String to : cpim.to()) {
      if (!to.equals(conference) && !to.equals(NOBODY)) {
        everybody = false;
        Status status = named(to, cpim.to().size(), members, receivers);
        if (status != Status.OK) {
          return status;
        }
      }
    }
    if (everybody) {
      for (Member member : members) {
        if (member != sender && member.leg.isReceiving()) {
          receivers.add(member);
        }
      }
    }
    return Status.OK;
  }

  private Status named(String to, int named, Collection<Member> members, List<Member> receivers) {
    boolean here = false;
    for (Member member : members) {
      if (member.identity.equals(to) && !member.leg.isClosed()) {
        here = true;
        if (member.leg.isReceiving()) {
          receivers.add(member);
        }
      }
    }
    if (!here) {
      return Status.NO_SUCH_PARTICIPANT;
    }
    if (!privateMessages) {
      return Status.NO_PRIVATE_MESSAGES;
    }
    return named == 1 ? Status.OK : Status.FORBIDDEN;
  }
}
