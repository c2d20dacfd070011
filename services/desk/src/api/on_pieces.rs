//! The routes of one piece: its words, who has it, its review and its publication.

use super::{
    arranging, assignments,
    bodies::{
        Acceptance, Brought, Changes, Claim, Findings, InBlock, Joining, NewAssignment, NewNote, NewVerdict,
        NewWaiver, Omission, PieceText, Saved, Splitting, Suggested, These, Unassignment, Under, Words,
    },
    findings, pieces,
    route::{Route, delete, get, post, put},
    suggestions, xliff,
};
use crate::{
    access::scopes::{EDIT, PUBLISH, TRANSLATE, TRANSLATE_OR_EDIT},
    board::PieceRow,
};

#[expect(clippy::too_many_lines, reason = "a table is read line by line")]
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/api/pieces/{piece}", pieces::show).says("A piece with all its words").gives::<PieceText>(),
        get("/api/pieces/{piece}/xliff", xliff::export)
            .says("A piece as an XLIFF 2.1 file, for those who work in another tool")
            .gives_file(&["application/xliff+xml"]),
        post("/api/pieces/{piece}/xliff", xliff::import).needs(TRANSLATE)
            .says("Saves the words of an XLIFF file of the piece, as the body. What does not fit is told block by block")
            .asks::<Under>()
            .takes_bytes(xliff::BYTES_MOST)
            .gives::<Brought>(),
        post("/api/pieces/{piece}/claim", pieces::claim).needs(TRANSLATE).says("Claims a piece").takes::<Claim>().gives::<PieceRow>(),
        post("/api/pieces/{piece}/renewal", pieces::renew).needs(TRANSLATE)
            .says("Renews a claim")
            .takes::<Under>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/release", pieces::release).needs(TRANSLATE)
            .says("Gives a claim back")
            .takes::<Under>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/assignment", assignments::assign).needs(EDIT)
            .says("Gives a piece to a translator. One who has it loses it only where `over` names that claim, and with a reason")
            .takes::<NewAssignment>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/unassignment", assignments::unassign).needs(EDIT)
            .says("Ends a claim, with a reason: nobody has the piece then")
            .takes::<Unassignment>()
            .gives::<PieceRow>(),
        put("/api/pieces/{piece}/blocks/{block}", pieces::draft).needs(TRANSLATE)
            .says("Saves the words of a block, or of `summary` or `byline`. Words that are refused because what they were written under is over, or because other words were saved meanwhile, are kept for their author")
            .takes::<Words>()
            .gives::<Saved>(),
        post("/api/pieces/{piece}/blocks/{block}/acceptance", pieces::accept).needs(TRANSLATE)
            .says("Accepts the source's change of a block: the words of the translation answer it")
            .takes::<Acceptance>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/blocks/{block}/omission", arranging::omit).needs(TRANSLATE)
            .says("Leaves a block of the source out of the translation, with a reason")
            .takes::<Omission>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/blocks/{block}/join", arranging::join).needs(TRANSLATE)
            .says("Joins the translation of a block to that of the block before it")
            .takes::<Joining>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/blocks/{block}/split", arranging::split).needs(TRANSLATE)
            .says("Splits the translation of a block: its second part becomes a block of its own")
            .takes::<Splitting>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/blocks/{block}/restoration", arranging::restore).needs(TRANSLATE)
            .says("Lets a block that was left out or joined stand by itself again")
            .takes::<Under>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/blocks/{block}/removal", arranging::remove).needs(TRANSLATE)
            .says("Takes a block that the translation added out of it")
            .takes::<Under>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/notes", arranging::add_note).needs(TRANSLATE)
            .says("Adds a note by the newsroom behind a block")
            .takes::<NewNote>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/acceptance", pieces::accept_all).needs(TRANSLATE)
            .says("Accepts every change of the source that awaits the translator")
            .takes::<Acceptance>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/blocks/{block}/suggestion", suggestions::suggest).needs(TRANSLATE)
            .says("Asks the newsroom's machine about a block, for whoever has the piece; it changes no words. 404 where there is none")
            .takes::<Under>()
            .gives::<Suggested>(),
        post("/api/pieces/{piece}/blocks/{block}/suggestion/taken", suggestions::take_up).needs(TRANSLATE)
            .says("Says that the holder works with what the machine said last of a block; it changes no words")
            .takes::<Under>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/submission", pieces::submit).needs(TRANSLATE)
            .says("Submits a translation for review")
            .takes::<Under>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/changes", pieces::request_changes).needs(EDIT)
            .says("Sends a translation back with notes")
            .takes::<Changes>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/approval", pieces::approve).needs(EDIT)
            .says("Approves exactly the words with this digest")
            .takes::<These>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/publication", pieces::publish).needs(PUBLISH)
            .says("Puts the approved words with this digest on the wire")
            .takes::<These>()
            .gives::<PieceRow>(),
        get("/api/pieces/{piece}/findings", findings::show)
            .says("What the checks find in the words of a piece as they stand, with waivers and verdicts")
            .asks::<InBlock>()
            .gives::<Findings>(),
        put("/api/pieces/{piece}/waivers/{finding}", findings::waive).needs(TRANSLATE_OR_EDIT)
            .says("Lets a finding stand, with a reason: under a claim its holder, else an editor who reviews the words")
            .takes::<NewWaiver>()
            .gives::<PieceRow>(),
        delete("/api/pieces/{piece}/waivers/{finding}", findings::unwaive).needs(TRANSLATE_OR_EDIT)
            .says("Takes a waiver back, under a claim")
            .asks::<Under>()
            .gives::<PieceRow>(),
        post("/api/pieces/{piece}/verdicts", findings::verdict).needs(EDIT)
            .says("Says of a finding in what was submitted whether it is a fault; the last word counts")
            .takes::<NewVerdict>()
            .gives::<PieceRow>(),
    ]
}
