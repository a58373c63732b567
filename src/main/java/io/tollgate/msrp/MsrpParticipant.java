package io.tollgate.msrp;

import java.util.List;

/**
 * Who sits at a conference leg.
 *
 * @param uri the identity that stands for the user
 * @param others further addresses of the same user: the CPIM From of the user's messages must name
 *     one of them all, and private messages to the user name any
 * @param call the Call-ID of the leg's dialog, for those who watch
 */
public record MsrpParticipant(String uri, List<String> others, String call) {

  public MsrpParticipant {
    others = List.copyOf(others);
  }

  public MsrpParticipant(String uri) {
    this(uri, List.of(), "");
  }
}
