package io.tollgate.sip.controlling;

import io.tollgate.charging.record.SessionType;
import io.tollgate.conference.Invitation;
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
 */
record ConferencePlan(
    SessionType type,
    @Nullable UserAddress group,
    @Nullable String groupName,
    @Nullable UserAddress owner,
    List<Invitation> invitations,
    @Nullable String sdp,
    @Nullable BodyPart message) {

  ConferencePlan {
    invitations = List.copyOf(invitations);
  }
}
