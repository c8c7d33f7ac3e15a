// Made from words/src by `cargo run -p words --bin typescript`: change the words there.

export const toolbar = "Formatting";
export const keyboardHint = "Alt + F10 goes to the formatting buttons, Escape goes back to the text.";
export const paragraphStyle = "Paragraph style";
export const paragraph = "Paragraph";
export const title = "Heading";
export const subtitle = "Subheading";
export const characters = "Characters";
export const bold = "Bold";
export const italic = "Italic";
export const underlined = "Underlined";
export const struckOut = "Struck out";
export const listsQuotationLink = "Lists, quotation and link";
export const bulletList = "Bulleted list";
export const numberedList = "Numbered list";
export const quotation = "Quotation";
export const link = "Link";
export const alignment = "Alignment";
export const alignLeft = "Align left";
export const alignCentre = "Centre";
export const alignRight = "Align right";
export const justify = "Justify";
export const history = "History";
export const undo = "Undo";
export const redo = "Redo";
export const shiftKey = "Shift";
export const linkAddress = "Link address";
export const linkHint = "For example https://www.example.org or name@example.org";
export const linkWrong =
  "This address is not valid. Write a web address, such as https://www.example.org, or an email address.";
export const linkApply = "Apply";
export const linkRemove = "Remove the link";
export const close = "Close";
export const pastedTable = "The table you pasted is now text, one row on each line. Please check it.";
export const pastedPicture = "The picture was not pasted: a text cannot contain one. Add it as an attachment.";
export const pastedFrame =
  "The page you copied held a video, a sound or another page, which cannot be pasted. Give its address instead.";
export const pastedFile = "The file was not pasted: add it as an attachment.";
export const pastedHidden = "What was hidden in the copied document was not pasted.";
export const pastedColours = "Colours were not pasted: if they meant something, say it in words.";
export const pastedLink = "A link was not kept, only its text: it led neither to the web nor to an email address.";
