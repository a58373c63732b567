package io.tollgate.sip.controlling;

import io.tollgate.charging.record.SessionType;
import io.tollgate.conference.Invitation;
import io.tollgate.conference.KeptConference;
import io.tollgate.conference.UserAddress;
import io.tollgate.sip.body.BodyPart;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conference to be opened.
 *
 * @param group its URI, where it has one before it is opened
 * @param groupName PoC-Group-Name of a pre-arranged group or chat room
 * @param owner null: whoever initiates it
 * @param sdp the initiator's session description; null where we are to make the offer
 * @param message goes to the invited members with their INVITEs
 * @param kept as it was at a server that died; null for a new one
 */
record ConferencePlan(
    SessionType type,
    @Nullable UserAddress group,
    @Nullable String groupName,
    @Nullable UserAddress owner,
    List<Invitation> invitations,
    @Nullable String sdp,
    @Nullable BodyPart message,
    @Nullable KeptConference kept) {

  ConferencePlan {
    invitations = List.copyOf(invitations);
  }

  /** One that was open at a server that died: nobody is called, who comes back is in. */
  static ConferencePlan again(KeptConference kept, @Nullable String sdp) {
    return new ConferencePlan(
        kept.type(),
        kept.group() == null ? null : UserAddress.of(kept.group()),
        kept.groupName(),
        UserAddress.of(kept.owner()),
        List.of(),
        sdp,
        null,
        kept);
  }
}
