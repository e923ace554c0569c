//! Everything a user can do, as one enum. What of it is offered in menus, by keys and in the palette stands in
//! [`super::commands`].

use super::{
    correct::Correct,
    data::DataOptions,
    panels::Pane,
    picture::{PictureOptions, Subject},
    reviewing::Verdict,
    state::{Reading, Selection, Step, Tool},
};
use crate::{
    network::Filter,
    project::Edit,
    resolve::{DealKey, EntityKey},
    scene::looks::LooksChoice,
    text::PartialDate,
};
use std::path::PathBuf;

/// One thing done by the user. Views push actions; `ui::update` carries them out.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Choose files to add.
    OpenFiles,
    /// Choose a folder to add.
    OpenFolder,
    /// Open the window for pasted text.
    PasteText,
    /// Show the sample articles.
    OpenSamples,
    /// Start an empty project.
    NewProject,
    /// Choose a project to open.
    OpenProject,
    /// Choose where to keep the project.
    SaveAs,
    /// Open the window for pictures.
    PictureDialog,
    /// Open the window for data.
    DataDialog,
    /// Close the window that is open inside the window.
    CloseDialog,
    /// Close the window.
    Quit,
    /// Take back the last edit.
    Undo,
    /// Put the last undone edit back.
    Redo,
    /// Open the list of all edits.
    History,
    /// Hide the selected entities.
    HideSelected,
    /// Hide all but the selected entities.
    HideOthers,
    /// Show every hidden entity.
    ShowAll,
    /// Fix the selected nodes where they are.
    PinSelected,
    /// Let the selected nodes move again.
    UnpinSelected,
    /// Put the selected names on the clipboard.
    CopyNames,
    /// Move the keyboard to the search box.
    Search,
    /// Select nothing.
    ClearSelection,
    /// Leave the tool, else the selection, else the surroundings.
    StepOut,
    /// Select every node.
    SelectAll,
    /// Select what is not selected.
    InvertSelection,
    /// Select the neighbours too.
    GrowSelection,
    /// Select the next or previous component.
    Component(Step),
    /// Select the shortest paths between two entities.
    FindPaths,
    /// Choose what dragging does.
    UseTool(Tool),
    /// Show only the selection and what is so many steps away.
    Around(usize),
    /// Show all again, not only what is around something.
    LeaveAround,
    /// Look at what was looked at before.
    Back,
    /// Look at what was gone back from.
    Forward,
    /// Open the window of saved views.
    ViewsDialog,
    /// Save what is looked at under a name; a view of that name is replaced.
    SaveView(String),
    /// Look at the saved view of that name.
    OpenView(String),
    /// Forget the saved view of that name.
    DeleteView(String),
    /// Show the whole network.
    Fit,
    /// Show the selection and its neighbours.
    FocusSelected,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// Lay the network out anew.
    Rearrange,
    /// Show or hide the hulls of alliances.
    ToggleHulls,
    /// Have size and colour of nodes say something else.
    SetLooks(LooksChoice),
    /// Hold the layout still, or let it go on.
    PauseLayout,
    /// Show everything again.
    ClearFilter,
    /// Show or hide a panel.
    TogglePanel(Pane),
    /// Put the panels back where they were at first.
    ResetPanels,
    /// Korean or English.
    SwitchLanguage,
    /// Light or dark.
    SwitchTheme,
    /// Glide or jump.
    SwitchMotion,
    /// Enlarge all of the window.
    LargerText,
    /// Shrink all of the window.
    SmallerText,
    /// The list of all commands, to type into.
    Palette,
    /// The list of keys.
    Shortcuts,
    /// The list of notices.
    Notices,
    /// Version and licences.
    About,
    /// Put so many edits in force.
    GoTo(usize),
    /// Open that project.
    OpenProjectAt(PathBuf),
    /// Keep the project there.
    SaveProjectAt(PathBuf),
    /// Save what can be read of a damaged project as a new one beside it.
    Recover(PathBuf),
    /// Add files and folders; open a project file.
    Open(Vec<PathBuf>),
    /// Add a pasted text.
    OpenText {
        /// The article.
        text: String,
        /// As typed in.
        outlet: Option<String>,
        /// As typed in.
        published: Option<PartialDate>,
    },
    /// Select this instead.
    Select(Selection),
    /// Add an entity to the selection, or take it out.
    ToggleSelected(EntityKey),
    /// Select an entity and show its neighbourhood.
    FocusOn(EntityKey),
    /// Show a deal in the details; what else is selected stays.
    SelectDeal(Option<DealKey>),
    /// Open an article.
    Read(Reading),
    /// Bring a panel to the front.
    Reveal(Pane),
    /// Show something else.
    SetFilter(Filter),
    /// Record a correction.
    Edit(Edit),
    /// Open the window for a correction.
    Correct(Correct),
    /// Open the window that corrects what is selected.
    CorrectSelected,
    /// Open the window that makes the selected ones one.
    MergeSelected,
    /// Begin or end the review of what is doubtful.
    Review,
    /// Judge what is reviewed.
    Judge(Verdict),
    /// Choose a file with a lexicon.
    ChooseLexicon,
    /// Learn names from a file.
    OpenLexicon(PathBuf),
    /// Move a node while it is dragged.
    DragNode {
        /// Index into the network's nodes.
        node: usize,
        /// Layout coordinates.
        to: [f32; 2],
    },
    /// Remember how pictures are made.
    SetPicture(Box<PictureOptions>),
    /// Open the window for pictures on a subject.
    PictureOf(Subject),
    /// Remember what data is written, and how.
    SetData(DataOptions),
    /// Choose where a file goes.
    ChoosePath(Save),
    /// Write a file.
    Save(Save, PathBuf),
    /// Draw the picture onto the clipboard.
    CopyPicture,
    /// Put a text on the clipboard.
    CopyText(String),
    /// Show a file in its folder.
    ShowInFolder(PathBuf),
    /// Tell that background work ended unexpectedly, and why.
    ReportCrash(String),
    /// Stop what runs in the background.
    Cancel,
    /// Close the line under the menu.
    DismissBanner,
    /// Say the sentence with that key over the network, until something else is done.
    Remark(&'static str),
}

/// What is written to a file that the user names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Save {
    /// The picture, as its options say.
    Picture,
    /// The data, as its options say.
    Data,
    /// What the user taught about names.
    Lexicon,
}
