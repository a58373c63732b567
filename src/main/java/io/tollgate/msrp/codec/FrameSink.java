package io.tollgate.msrp.codec;

/** Where frames go as they come in. */
public interface FrameSink {

  /**
   * A frame, or a piece of a large one that is still coming in.
   *
   * @param piece lent: copy it to keep it
   */
  void piece(Piece piece);

  /**
   * The octets make no sense from here on: nothing after them can be framed.
   *
   * @param head what was understood of the frame; its {@code paths} may be missing
   */
  void malformed(Head head, String why);
}
